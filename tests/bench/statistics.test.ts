import { expect, test } from 'vitest';
import { median, rotated, spread } from './statistics.ts';

test('the median of an odd and of an even count', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

test('the spread is the least and the greatest', () => {
  expect(spread([3, 1, 2])).toEqual([1, 3]);
});

test('each round begins with another', () => {
  expect([0, 1, 2, 3].map((by) => rotated(['a', 'b', 'c'], by).join(''))).toEqual([
    'abc',
    'bca',
    'cab',
    'abc',
  ]);
});
