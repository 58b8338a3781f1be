import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import { refusal, slowDown } from './canned.ts';
import type { Step } from './history.ts';
import { gapsMs, mostAtOnce } from './judge.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test.each([500, 502, 503, 504, 408, 425, 429])(
  'A1: a start answered with %i thrice is tried again',
  async (status) => {
    scene.proxy.inject({ match: { step: 'start' }, times: 3, do: refusal(status) });
    const file = await scene.choose(`a1 ${status}.bin`, 100);
    await file.isStored();
    expect(file.calls('start')).toHaveLength(4);
  },
);

test('A1: a server in trouble for ever ends in an error after growing waits, and can be tried again', async () => {
  await scene.bench.configure({
    upload: { retryOptions: { retries: 4, factor: 2, minTimeout: 40, maxTimeout: 160 } },
  });
  scene.proxy.inject({ match: { step: 'start' }, do: refusal(500, 'Internal error') });
  const file = await scene.choose('a1 for ever.bin', 100);
  await file.row.shows('failed');
  await file.row.says(/The server said: Internal error/);
  expect(file.calls('start')).toHaveLength(5);
  for (const [index, gap] of gapsMs(file.calls('start')).entries()) {
    expect(gap).toBeGreaterThanOrEqual([20, 40, 80, 80][index] ?? 0);
  }
  scene.proxy.reset();
  await file.row.press('Try again');
  await file.isStored();
});

test('A1: no retries means none', async () => {
  await scene.bench.configure({
    upload: { retryOptions: { retries: 0, factor: 2, minTimeout: 40, maxTimeout: 160 } },
  });
  scene.proxy.inject({ match: { step: 'put' }, do: refusal(500) });
  const file = await scene.choose('a1 none.bin', 100);
  await file.row.shows('failed');
  expect(file.calls('put')).toHaveLength(1);
});

test.each<readonly [string, Step]>([
  ['at the API', 'start'],
  ['at the store', 'put'],
])('A2: a Retry-After in seconds %s is obeyed', async (title, step) => {
  scene.proxy.inject({ match: { step }, times: 1, do: refusal(429, undefined, { 'Retry-After': '2' }) });
  const file = await scene.choose(`a2 ${title}.bin`, 100);
  await file.isStored();
  const [gap = 0] = gapsMs(file.calls(step));
  expect(gap).toBeGreaterThanOrEqual(2000);
});

test('A2: a Retry-After in a date is obeyed', async () => {
  const date = new Date(Date.now() + 4000).toUTCString();
  scene.proxy.inject({
    match: { step: 'upload' },
    times: 1,
    do: refusal(429, undefined, { 'Retry-After': date }),
  });
  const file = await scene.choose('a2 date.bin', 100);
  await file.isStored();
  const [, second] = file.calls('upload');
  expect(second?.beganMs).toBeGreaterThanOrEqual(Date.parse(date));
});

test.each(['-1', 'abc', '1e99', '0', ''])('A2: a Retry-After of “%s” is no reason to wait', async (value) => {
  scene.proxy.inject({
    match: { step: 'start' },
    times: 1,
    do: refusal(503, undefined, { 'Retry-After': value }),
  });
  const file = await scene.choose(`a2 garbage ${value}.bin`, 100);
  await file.isStored();
  const [gap = 0] = gapsMs(file.calls('start'));
  expect(gap).toBeLessThan(1500);
});

test('A2: a day of Retry-After is waited for visibly, and can be cancelled', async () => {
  scene.proxy.inject({ match: { step: 'start' }, do: refusal(429, undefined, { 'Retry-After': '86400' }) });
  const file = await scene.choose('a2 day.bin', 100);
  await file.row.waitsFor('provider');
  expect(file.calls('start')).toHaveLength(1);
  await file.row.press('Cancel');
  await file.row.shows('cancelled');
});

test('A2: a store that asks for less is sent fewer parts at once', async () => {
  scene.proxy.inject(
    { match: { step: 'put', attempt: 1, part: 1 }, do: slowDown },
    { match: { step: 'put' }, do: { kind: 'delay', delayMs: 200 } },
  );
  const file = await scene.choose('a2 fewer.bin', 51 * MIB);
  await file.isStored();
  const later = scene.proxy.history.exchanges.slice(-8);
  expect(mostAtOnce(later, 'put')).toBeLessThanOrEqual(3);
});

test('A15: each attempt of a part has a signature of its own, and a part on its way is not disturbed', async () => {
  scene.proxy.inject({ match: { step: 'put', part: 2 }, times: 2, do: refusal(500) });
  const file = await scene.choose('a15.bin', 11 * MIB);
  await file.isStored();
  expect(file.calls('upload', 2)).toHaveLength(3);
  const puts = file.calls('put', 2);
  expect(puts).toHaveLength(3);
  for (const [index, put] of puts.entries()) {
    expect(put.number).toBeGreaterThan(file.calls('upload', 2)[index]?.number ?? 0);
  }
});
