import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { chooseFiles } from '../../scripts/uploads.ts';
import { MIB } from './bench.ts';
import { refusal } from './canned.ts';
import { expectStoredOnce } from './expect-stored.ts';
import { mostAtOnce } from './judge.ts';
import { rowOf } from './rows.ts';
import { useScene } from './scene.ts';

const scene = useScene();
/** Requests to one host, of all jobs. */
const MOST_AT_ONCE = 6;

/** Makes files and chooses them in one go. */
async function chooseTogether(sizes: Readonly<Record<string, number>>) {
  const { bench, page } = scene;
  const paths = await Promise.all(Object.entries(sizes).map(([name, size]) => bench.makeFile(name, size)));
  const ids = await chooseFiles(page, paths);
  const rows = ids.map((id) => rowOf(page, id));
  const names = await Promise.all(
    rows.map(({ selector }) => page.$eval(`${selector} bdi`, (name) => name.textContent)),
  );
  return paths.map((path) => {
    const row = rows[names.indexOf(basename(path))];
    if (row === undefined) throw new Error(`${path} has no row`);
    return { path, row, isStored: () => expectStoredOnce(bench, page, row, path) };
  });
}

test('X8: one refused file of a batch takes nothing from the others', async () => {
  scene.proxy.inject({ match: { step: 'put', file: 'x8 bad.bin', part: 2 }, do: refusal(400) });
  const [bad, ...good] = await chooseTogether({
    'x8 bad.bin': 21 * MIB,
    'x8 good.bin': 41 * MIB,
    'x8 small.bin': 1,
  });
  await bad?.row.shows('failed');
  for (const file of good) expect((await file.isStored()).partCount).toBeGreaterThan(0);
  expect(good).toHaveLength(2);
});

test('X7: many files at once stay within the limit, and the small ones are not kept waiting by a large one', async () => {
  scene.proxy.inject({ match: { step: 'put' }, do: { kind: 'delay', delayMs: 100 } });
  const small = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`x7 ${index}.bin`, 6 * MIB]));
  const files = await chooseTogether({ 'x7 large.bin': 71 * MIB, ...small });
  const states: string[] = [];
  await Promise.all(
    files.map(async ({ path, isStored }) => {
      await isStored();
      states.push(basename(path));
    }),
  );
  expect(mostAtOnce(scene.proxy.history.exchanges, 'put')).toBeLessThanOrEqual(MOST_AT_ONCE);
  expect(states.at(-1)).toBe('x7 large.bin');
});

test('X7: a smaller limit is kept', async () => {
  await scene.bench.configure({ upload: { maxConcurrentUploads: 2 } });
  scene.proxy.inject({ match: { step: 'put' }, do: { kind: 'delay', delayMs: 100 } });
  const file = await scene.choose('x7 two.bin', 31 * MIB);
  await file.isStored();
  expect(mostAtOnce(scene.proxy.history.exchanges, 'put')).toBe(2);
});
