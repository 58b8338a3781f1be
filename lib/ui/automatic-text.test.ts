import { expect, test } from 'vitest';
import { parseAutomatic, textOfAutomatic } from './automatic-text.ts';

const MIB = 1024 ** 2;

test.each([
  ['partSize', '', 'automatic'],
  ['partSize', ' 5 ', 5 * MIB],
  ['partSize', '7,5', 7.5 * MIB],
  ['partSize', '5120', 5120 * MIB],
  ['maxConcurrentUploads', '  ', 'automatic'],
  ['maxConcurrentUploads', '1', 1],
  ['maxConcurrentUploads', '20', 20],
] as const)('%s: “%s” is %s', (name, text, value) => {
  expect(parseAutomatic(name, text)).toBe(value);
});

test.each([
  ...(['4', '4.99', '5121', '-5', 'big', 'NaN', '5.00000001'] as const).map(
    (text) => ['partSize', text] as const,
  ),
  ...(['0', '21', '2.5', 'many'] as const).map((text) => ['maxConcurrentUploads', text] as const),
])('%s: “%s” is refused', (name, text) => {
  expect(parseAutomatic(name, text)).toBeUndefined();
});

test.each([
  ['partSize', 'automatic'],
  ['partSize', 7.5 * MIB],
  ['maxConcurrentUploads', 'automatic'],
  ['maxConcurrentUploads', 3],
] as const)('%s: %s is the same after it was shown', (name, value) => {
  expect(parseAutomatic(name, textOfAutomatic(name, value))).toBe(value);
});
