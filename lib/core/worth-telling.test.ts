import { expect, test } from 'vitest';
import { isWorthTelling } from './worth-telling.ts';

const MIB = 1024 ** 2;

test('bytes on the wire are asked for when a part takes a second or longer', () => {
  expect(isWorthTelling(5 * MIB, 5_000)).toBe(true);
  expect(isWorthTelling(5 * MIB, 6_000)).toBe(false);
  expect(isWorthTelling(64 * MIB, 6_000)).toBe(true);
});

test('N17: of a line that nothing is known of, only parts under a megabyte are sent without being told', () => {
  expect(isWorthTelling(5 * MIB)).toBe(true);
  expect(isWorthTelling(1e6 - 1)).toBe(false);
});
