import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import type { Step } from './history.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const steps: readonly Step[] = ['start', 'upload', 'put', 'complete'];
const YEAR_MS = 365 * 24 * 3_600_000;
const inYears = (years: number) => new Date(Date.now() + years * YEAR_MS).toUTCString();

test.each([
  ['ten years ago', () => inYears(-10)],
  ['in ten years', () => inYears(10)],
  ['yesterday', () => 'yesterday'],
  ['Thu, 99 Foo 0000 99:99:99 GMT', () => 'Thu, 99 Foo 0000 99:99:99 GMT'],
])('A23 C4: a Date header of “%s”, by a clock or a cache, changes nothing', async (title, date) => {
  const headers = { date: date(), age: '86400', 'cache-control': 'public, max-age=31536000' };
  for (const step of steps) scene.proxy.inject({ match: { step }, do: { kind: 'headers', headers } });
  for (const round of [1, 2]) {
    const file = await scene.choose(`a23 ${title.slice(0, 8)} ${round}.bin`, 6 * MIB);
    expect((await file.isStored()).retries).toBe(0);
    for (const step of steps)
      expect(file.calls(step)).toHaveLength(step === 'start' || step === 'complete' ? 1 : 2);
  }
});
