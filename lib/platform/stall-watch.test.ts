import { expect, test } from 'vitest';
import { createVirtualClock } from '../../tests/simulation/virtual-clock.ts';
import { watchStall } from './stall-watch.ts';

const SIZE = 5_000_000;
const LIMIT_MS = 5_000;

/** When a PUT counts as stalled that moves so many bytes at such times and then no more. */
async function stalledMs(moves: readonly (readonly [ms: number, bytes: number])[]): Promise<number> {
  const clock = createVirtualClock(0);
  let stalledAtMs = -1;
  const watch = watchStall(SIZE, LIMIT_MS, clock, () => {
    stalledAtMs = clock.nowMs();
  });
  for (const [ms, bytes] of moves) clock.schedule(ms, () => watch.moved(bytes));
  while (await clock.advance());
  return stalledAtMs;
}

test('N5: a PUT that never moves has stalled after the limit', async () => {
  expect(await stalledMs([])).toBe(LIMIT_MS);
});

test('N17: a PUT that moves has stalled only when it has stood still for the limit, however long it takes', async () => {
  const slow = Array.from({ length: 50 }, (_, index) => [4_000 * (index + 1), 10_000 * (index + 1)] as const);
  expect(await stalledMs(slow)).toBe(200_000 + LIMIT_MS);
});

test('what is told again is no movement', async () => {
  expect(
    await stalledMs([
      [1_000, 10],
      [4_000, 10],
    ]),
  ).toBe(1_000 + LIMIT_MS);
});

test('N17: the answer is waited for four times as long as the part takes at the pace that it has shown', async () => {
  // 2 MB fill the buffers at once; the other 3 MB take 6 s.
  const moves = [
    [10, 2_000_000],
    [3_010, 3_500_000],
    [6_010, SIZE],
  ] as const;
  expect(await stalledMs(moves)).toBe(6_010 + 4 * (SIZE / 500));
});

test('N5: the answer to a part that was swallowed at once is waited for as long as the limit', async () => {
  expect(await stalledMs([[10, SIZE]])).toBe(10 + LIMIT_MS);
});
