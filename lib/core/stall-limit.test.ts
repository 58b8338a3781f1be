import { expect, test } from 'vitest';
import { putLimitMs } from './stall-limit.ts';

const PART_BYTES = 5 * 1024 ** 2;

test('N6: before anything is known of the link, a part may take as long as it does at 64 kbit/s', () => {
  expect(putLimitMs(PART_BYTES, 60_000)).toBe(60_000 + PART_BYTES / 8);
});

test('N5 N17: afterwards a part may take four times as long as the last, and never less than the limit', () => {
  expect(putLimitMs(PART_BYTES, 60_000, 1000)).toBe(60_000);
  expect(putLimitMs(PART_BYTES, 60_000, 20)).toBe((4 * PART_BYTES) / 20);
});
