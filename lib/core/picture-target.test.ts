import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { isAnimated, mayBeWide } from './picture-frames.ts';
import { fittingSize, targetOf } from './picture-target.ts';

test.each([
  ['image/webp', 'png', null, 'image/png', true],
  ['image/avif', 'jpeg', null, 'image/jpeg', true],
  ['image/webp', 'jpeg', 100, 'image/jpeg', true],
  ['image/jpeg', 'png', 100, 'image/jpeg', false],
  ['image/png', 'off', 100, 'image/png', false],
  ['image/webp', 'off', 100, 'image/webp', false],
  ['image/avif', 'off', 100, 'image/webp', false],
  ['image/bmp', 'off', 100, 'image/png', false],
] as const)('%s with “%s” and %s pixels', (mimetype, convertTo, longestSide, target, isConversion) => {
  expect(targetOf(mimetype, { convertTo, longestSide })).toEqual({ mimetype: target, isConversion });
});

test.each(['image/gif', 'image/svg+xml', 'image/heic', 'image/tiff', 'image/x-icon'])(
  '%s is never drawn anew',
  (mimetype) => {
    expect(targetOf(mimetype, { convertTo: 'png', longestSide: 100 })).toBeUndefined();
  },
);

test.each([
  [4000, 3000, 1000, 1000, 750],
  [3000, 4000, 1000, 750, 1000],
  [1000, 10, 1000, 1000, 10],
  [10_000, 3, 100, 100, 1],
  [10, 10, null, 10, 10],
])('%i × %i fits into %s as %i × %i', (width, height, longestSide, fitWidth, fitHeight) => {
  expect(fittingSize({ width, height }, longestSide)).toEqual({ width: fitWidth, height: fitHeight });
});

const fixture = (path: string) => new Uint8Array(readFileSync(resolve(import.meta.dirname, '../..', path)));
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test('a picture that moves is known by its first bytes', () => {
  expect(isAnimated(fixture('tests/pictures/moving.webp'), 'image/webp')).toBe(true);
  expect(isAnimated(fixture('scripts/demo/modern.webp'), 'image/webp')).toBe(false);
  expect(isAnimated(fixture('tests/pictures/located.webp'), 'image/webp')).toBe(false);
  expect(isAnimated(fixture('tests/pictures/located.avif'), 'image/avif')).toBe(false);
  expect(isAnimated(latin1('\0\0\0\x20ftypavis\0\0\0\0avisavif'), 'image/avif')).toBe(true);
  expect(isAnimated(latin1('\x89PNG…IHDR…acTL…IDAT'), 'image/png')).toBe(true);
  expect(isAnimated(latin1('\x89PNG…IHDR…IDAT…acTL'), 'image/png')).toBe(false);
  expect(isAnimated(fixture('scripts/demo/photo.jpg'), 'image/jpeg')).toBe(false);
});

test('a picture with a colour profile may have more colours than sRGB', () => {
  expect(mayBeWide(latin1('…ICC_PROFILE\0…'))).toBe(true);
  expect(mayBeWide(latin1('…ICC_PROFILE\0…sRGB IEC61966-2.1…'))).toBe(false);
  expect(mayBeWide(latin1('…ICCP…s\0R\0G\0B…'))).toBe(false);
  expect(mayBeWide(latin1('…colrnclx\0\x0c…'))).toBe(true);
  expect(mayBeWide(fixture('scripts/demo/modern.webp'))).toBe(false);
});
