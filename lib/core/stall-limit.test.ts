import { expect, test } from 'vitest';
import { answerLimitMs, putLimitMs } from './stall-limit.ts';

const PART_BYTES = 5 * 1024 ** 2;

test('N6: before anything is known of the link, a part may take as long as it does at 64 kbit/s', () => {
  expect(putLimitMs(PART_BYTES, 60_000)).toBe(60_000 + PART_BYTES / 8);
});

test('N5 N17: afterwards a part may take four times as long as the last, and never less than the limit', () => {
  expect(putLimitMs(PART_BYTES, 60_000, 1000)).toBe(60_000);
  expect(putLimitMs(PART_BYTES, 60_000, 20)).toBe((4 * PART_BYTES) / 20);
});

test('N17: an answer may take four times as long as its own part at the pace that it has shown', () => {
  expect(answerLimitMs(PART_BYTES, 5_000, 400)).toBe((4 * PART_BYTES) / 400);
  expect(answerLimitMs(PART_BYTES, 60_000, 100_000)).toBe(60_000);
});

test('N5: an answer to a part that was swallowed at once is waited for no longer than the limit', () => {
  expect(answerLimitMs(PART_BYTES, 5_000)).toBe(5_000);
});

test('N6: no pace however slow makes the wait for an answer longer than four times the slowest link', () => {
  expect(answerLimitMs(PART_BYTES, 5_000, 0)).toBe((4 * PART_BYTES) / 8);
});
