import { expect, test } from 'vitest';
import { parseLimit, textOfLimit } from './bandwidth-text.ts';

test.each([
  ['', null],
  ['  ', null],
  ['1', 1_000_000],
  ['0,5', 500_000],
  ['12.5 ', 12_500_000],
])('“%s” is a limit of %s', (text, limit) => {
  expect(parseLimit(text)).toBe(limit);
});

test.each(['0', '-1', 'fast', '0.01', '1e9', 'NaN', '1 2'])('“%s” is no limit, and refused', (text) => {
  expect(parseLimit(text)).toBeUndefined();
});

test.each([null, 500_000, 12_500_000])('a limit of %s is the same after it was shown', (limit) => {
  expect(parseLimit(textOfLimit(limit))).toBe(limit);
});
