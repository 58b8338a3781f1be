import { expect, test } from 'vitest';
import { defaultGuard } from '../protocol/guard-settings.ts';
import { parseGuard, textOfGuard } from './guard-text.ts';
import { parseLongestSide, parseQuality } from './picture-text-form.ts';

test.each([
  ['undoSeconds', '10', 10],
  ['undoSeconds', '', defaultGuard.undoSeconds],
  ['confirmBytes', '1,5', 1.5 * 1024 ** 2],
  ['confirmFiles', '0', 0],
] as const)('%s of “%s” is %d, and shown as it was written', (name, text, value) => {
  expect(parseGuard(name, text)).toBe(value);
  expect(parseGuard(name, textOfGuard(name, value))).toBe(value);
});

test.each([
  ['undoSeconds', '61'],
  ['undoSeconds', '1.5'],
  ['confirmBytes', '-1'],
  ['confirmFiles', 'many'],
] as const)('U9: %s can’t be %s', (name, text) => {
  expect(parseGuard(name, text)).toBeUndefined();
});

test('a quality is from 1 to 100, a longest side from 16 to 16384 or none', () => {
  expect(['1', '100', '', '0', '101', '9.5'].map(parseQuality)).toEqual([1, 100, 90, ...Array(3)]);
  expect(['16', '16384', '', '15', '16385', 'x'].map(parseLongestSide)).toEqual([
    16,
    16_384,
    null,
    ...Array(3),
  ]);
});
