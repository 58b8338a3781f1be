import { expect, test } from 'vitest';
import { afterBody, firstUsualTime, isLate, type UsualTime } from './usual-time.ts';

/** Bodies one after the other, each so long. */
const after = (tookMs: readonly number[], first = firstUsualTime): UsualTime => {
  let nowMs = 1_000;
  return tookMs.reduce((usual, ms) => {
    const beganMs = nowMs;
    nowMs += ms;
    return afterBody(usual, beganMs, nowMs);
  }, first);
};

test('a time that is a little longer than usual is not late, and a stall is', () => {
  const usual = after(Array(20).fill(400));
  expect([500, 800, 900, 20_000].map((tookMs) => isLate(usual, tookMs))).toEqual([false, false, true, true]);
});

test('after one stall the next is seen again', () => {
  expect(isLate(after([...Array(20).fill(400), 20_000]), 2_000)).toBe(true);
});

test('all that had begun before a stall ended tell of it once', () => {
  const usual = after(Array(20).fill(400));
  const once = afterBody(usual, 10_000, 30_000);
  expect([11_000, 12_000, 13_000].reduce((time, beganMs) => afterBody(time, beganMs, 30_000), once)).toEqual(
    once,
  );
});

test('a line that stays slow is usual after a few bodies', () => {
  const usual = after([...Array(20).fill(400), 8_000, 8_000, 8_000, 8_000, 8_000]);
  expect(isLate(usual, 8_000)).toBe(false);
});
