import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pictureSize } from './picture-size.ts';

const root = resolve(import.meta.dirname, '../..');
const bytesOf = (path: string) => new Uint8Array(readFileSync(resolve(root, path)));

/** Bytes, with numbers as they are and texts as Latin-1. */
const bytes = (...pieces: readonly (number | string)[]) =>
  Uint8Array.from(
    pieces.flatMap((piece) => (typeof piece === 'number' ? [piece] : [...Buffer.from(piece, 'latin1')])),
  );
const zeros = (count: number) => '\0'.repeat(count);

test.each([
  ['tests/pictures/located.png', 'image/png', 64, 48],
  ['tests/pictures/located.jpg', 'image/jpeg', 64, 48],
  ['tests/pictures/located.webp', 'image/webp', 64, 48],
  ['tests/pictures/moving.webp', 'image/webp', 64, 48],
  ['tests/pictures/located.avif', 'image/avif', 64, 48],
  ['scripts/demo/photo.jpg', 'image/jpeg', 320, 240],
  ['scripts/demo/drawing.png', 'image/png', 160, 120],
  ['scripts/demo/moving.gif', 'image/gif', 160, 120],
  ['scripts/demo/modern.webp', 'image/webp', 320, 240],
])('%s is as large as it is', (path, mimetype, width, height) => {
  expect(pictureSize(bytesOf(path), mimetype)).toEqual({ width, height });
});

test.each([
  [
    'a JPEG behind other segments and fill bytes',
    'image/jpeg',
    bytes(
      '\xff\xd8',
      '\xff\xe1\0\x04ab',
      '\xff\xff\xff\xc4\0\x03a',
      '\xff\xc2\0\x11\x08',
      0xff,
      0xfe,
      0xff,
      0xfd,
      zeros(9),
    ),
    0xfffd,
    0xfffe,
  ],
  [
    'a GIF whose first frame is larger than its screen',
    'image/gif',
    bytes('GIF89a', 1, 0, 1, 0, 0, 0, 0, '!\xf9\x04', zeros(4), 0, ',', 2, 0, 0, 0, 0xff, 0xff, 0xff, 0xff),
    0x10001,
    0xffff,
  ],
  [
    'a lossy WebP',
    'image/webp',
    bytes('RIFF', zeros(4), 'WEBPVP8 ', zeros(4), zeros(3), '\x9d\x01\x2a', 0xff, 0x7f, 0x10, 0x40),
    0x3fff,
    0x10,
  ],
  [
    'a lossless WebP',
    'image/webp',
    bytes('RIFF', zeros(4), 'WEBPVP8L', zeros(4), '\x2f', 0xff, 0xff, 0xff, 0x0f),
    0x4000,
    0x4000,
  ],
  [
    'a WebP with frames',
    'image/webp',
    bytes('RIFF', zeros(4), 'WEBPVP8X', zeros(4), zeros(4), 0xff, 0xff, 0xff, 9, 0, 0),
    0x1000000,
    10,
  ],
  [
    'an AVIF by the largest of its pictures',
    'image/avif',
    bytes(
      zeros(4),
      'ispe',
      zeros(4),
      0,
      0,
      0,
      9,
      0,
      0,
      0,
      9,
      zeros(4),
      'ispe',
      zeros(4),
      0,
      1,
      0,
      0,
      0,
      1,
      0,
      0,
    ),
    0x10000,
    0x10000,
  ],
  [
    'a BMP from top to bottom',
    'image/bmp',
    bytes('BM', zeros(12), 40, 0, 0, 0, 0, 0, 1, 0, 0xff, 0xff, 0xff, 0xff),
    0x10000,
    1,
  ],
  ['a BMP of OS/2', 'image/bmp', bytes('BM', zeros(12), 12, 0, 0, 0, 0xff, 0xff, 2, 0), 0xffff, 2],
  ['an icon', 'image/x-icon', bytes(0, 0, 1, 0), 256, 256],
] as const)('of %s the size is read', (_title, mimetype, start, width, height) => {
  expect(pictureSize(start, mimetype)).toEqual({ width, height });
});

test('of a kind that is not decoded to pixels no size is known', () => {
  expect(pictureSize(bytesOf('scripts/demo/vector.svg'), 'image/svg+xml')).toBeUndefined();
});

test('of whatever bytes a size is read, or none, in time', () => {
  const kinds = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp'];
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.uint8Array({ maxLength: 400 }), (mimetype, start) => {
      const size = pictureSize(start, mimetype);
      if (size !== undefined) expect(size.width * size.height).toBeGreaterThanOrEqual(0);
      expect(pictureSize(start.subarray(0, 8), mimetype)).toBeUndefined();
    }),
  );
});
