import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cleaning, cleanPicture } from './clean-picture.ts';
import { orientationTiff, readOrientation } from './exif-orientation.ts';
import { type Bytes, bytesOfLatin1, viewOf } from './picture-pieces.ts';

const root = resolve(import.meta.dirname, '../../..');
const bytesOf = (path: string): Bytes => new Uint8Array(readFileSync(resolve(root, path)));
const textOf = (bytes: Bytes): string => Buffer.from(bytes).toString('latin1');
const joined = (...pieces: readonly Bytes[]): Bytes => new Uint8Array(Buffer.concat(pieces));
const latin1 = bytesOfLatin1;

function cleaned(cleaning: Cleaning): Bytes {
  if (cleaning.kind !== 'clean') throw new Error(cleaning.kind);
  return joined(...cleaning.pieces);
}
const clean = (bytes: Bytes, mimetype: string): Bytes => cleaned(cleanPicture(bytes, mimetype));

/** Written by ExifTool: EXIF with a place and an orientation, XMP, and what else the format has room for. */
const located = [
  ['image/jpeg', 'tests/pictures/located.jpg'],
  ['image/png', 'tests/pictures/located.png'],
  ['image/webp', 'tests/pictures/located.webp'],
  ['image/avif', 'tests/pictures/located.avif'],
] as const;

describe.each(located)('of %s', (mimetype, path) => {
  const bytes = bytesOf(path);

  test('M12: nothing of what is said of the picture stays', () => {
    expect(textOf(bytes)).toMatch(/SECRET-CAMERA/);
    const text = textOf(clean(bytes, mimetype));
    expect(text).not.toMatch(/SECRET|Adobe|xpacket|ExifTool|GPS/i);
  });

  test('what is clean stays as it is, and is told from what was not', () => {
    const once = clean(bytes, mimetype);
    expect(cleanPicture(bytes, mimetype)).toMatchObject({ isChanged: true });
    expect(cleanPicture(once, mimetype)).toMatchObject({ isChanged: false });
    expect(clean(once, mimetype)).toEqual(once);
  });

  test('a file that is cut off is broken, or what is left of it is clean', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
        const cleaning = cleanPicture(bytes.slice(0, length), mimetype);
        if (cleaning.kind === 'clean') expect(textOf(cleaned(cleaning))).not.toMatch(/SECRET/);
        else expect(cleaning.kind).toBe('broken');
      }),
    );
  });

  test('whatever stands in its bytes, it is cleaned or broken, in time', () => {
    const change = fc.tuple(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const changed = bytes.slice();
        for (const [at, value] of changes) changed[at] = value;
        expect(['clean', 'broken']).toContain(cleanPicture(changed, mimetype).kind);
      }),
      { numRuns: 300 },
    );
  });
});

test('the orientation stays, of all of EXIF', () => {
  const jpeg = clean(bytesOf('tests/pictures/located.jpg'), 'image/jpeg');
  const exif = textOf(jpeg).indexOf('Exif\0\0');
  expect(readOrientation(jpeg.subarray(exif + 6))).toBe(6);
  const png = clean(bytesOf('tests/pictures/located.png'), 'image/png');
  expect(readOrientation(png.subarray(textOf(png).indexOf('eXIf') + 4))).toBe(6);
  const webp = clean(bytesOf('tests/pictures/located.webp'), 'image/webp');
  expect(readOrientation(webp.subarray(textOf(webp).indexOf('EXIF') + 8))).toBe(6);
  expect(viewOf(webp).getUint32(4, true)).toBe(webp.length - 8);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('orientation %i is read as it was written', (orientation) => {
  expect(readOrientation(orientationTiff(orientation))).toBe(orientation);
});

test('of bytes that are no EXIF the orientation is the usual one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const tiff = new Uint8Array(bytes);
      expect(readOrientation(tiff)).toBeGreaterThanOrEqual(1);
      tiff.set(latin1('MM\0*').subarray(0, tiff.length));
      expect(readOrientation(tiff)).toBeLessThanOrEqual(8);
    }),
  );
});

const segment = (marker: number, text: string): Bytes =>
  joined(Uint8Array.of(0xff, marker, (text.length + 2) >> 8, (text.length + 2) & 255), latin1(text));

test.each([
  ['a preview of JFIF', segment(0xe0, `JFXX\0SECRET`)],
  ['XMP', segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0SECRET')],
  ['the index of further pictures', segment(0xe2, 'MPF\0SECRET')],
  ['IPTC', segment(0xed, 'Photoshop 3.0\0SECRET')],
  ['content credentials', segment(0xeb, 'JP\0\0SECRET')],
  ['a comment', segment(0xfe, 'SECRET')],
  ['an unknown segment', segment(0xef, 'SECRET')],
])('%s goes from a JPEG, at its start and between its scans', (_title, planted) => {
  const plain = bytesOf('scripts/demo/photo.jpg');
  const expected = clean(plain, 'image/jpeg');
  for (const place of [2, plain.length - 2]) {
    const dirty = joined(plain.subarray(0, place), planted, plain.subarray(place));
    expect(clean(dirty, 'image/jpeg')).toEqual(expected);
  }
});

test.each([
  ['a colour profile', segment(0xe2, 'ICC_PROFILE\0\x01\x01abc')],
  ['Adobe’s colours', segment(0xee, 'Adobe\0\x64\0\0\0\0\x01')],
])('%s stays in a JPEG', (_title, planted) => {
  const plain = bytesOf('scripts/demo/photo.jpg');
  const dirty = joined(plain.subarray(0, 2), planted, plain.subarray(2));
  expect(clean(dirty, 'image/jpeg')).toEqual(dirty);
});

test('what follows a JPEG, such as a film with a place of its own, goes', () => {
  const plain = bytesOf('scripts/demo/photo.jpg');
  expect(clean(joined(plain, latin1('SECRET'), plain), 'image/jpeg')).toEqual(clean(plain, 'image/jpeg'));
});

const chunk = (type: string, text: string): Bytes => {
  const made = joined(Uint8Array.of(0, 0, 0, 0), latin1(type + text), Uint8Array.of(0, 0, 0, 0));
  viewOf(made).setUint32(0, text.length);
  return made;
};

test.each(['tEXt', 'zTXt', 'iTXt', 'tIME', 'caBX', 'prVt', 'iDOT'])('a chunk %s goes from a PNG', (type) => {
  const plain = bytesOf('scripts/demo/drawing.png');
  const dirty = joined(plain.subarray(0, 33), chunk(type, 'SECRET'), plain.subarray(33), latin1('SECRET'));
  expect(clean(dirty, 'image/png')).toEqual(clean(plain, 'image/png'));
});

test.each(['iCCP', 'gAMA', 'cHRM', 'sRGB', 'cICP', 'tRNS', 'pHYs', 'acTL'])(
  'a chunk %s stays in a PNG',
  (type) => {
    const plain = clean(bytesOf('scripts/demo/drawing.png'), 'image/png');
    const dirty = joined(plain.subarray(0, 33), chunk(type, 'kept'), plain.subarray(33));
    expect(clean(dirty, 'image/png')).toEqual(dirty);
  },
);

test('comments and XMP go from a GIF, and what makes it move stays', () => {
  const plain = bytesOf('scripts/demo/moving.gif');
  const end = plain.length - 1;
  const comment = joined(Uint8Array.of(0x21, 0xfe, 6), latin1('SECRET'), Uint8Array.of(0));
  const xmp = joined(
    Uint8Array.of(0x21, 0xff, 11),
    latin1('XMP DataXMP'),
    Uint8Array.of(6),
    latin1('SECRET'),
    Uint8Array.of(0),
  );
  const dirty = joined(plain.subarray(0, end), comment, xmp, plain.subarray(end), latin1('SECRET'));
  expect(clean(dirty, 'image/gif')).toEqual(plain);
  expect(cleanPicture(plain, 'image/gif')).toMatchObject({ kind: 'clean', isChanged: false });
});

test('in an AVIF nothing moves', () => {
  const bytes = bytesOf('tests/pictures/located.avif');
  const after = clean(bytes, 'image/avif');
  expect(after).toHaveLength(bytes.length);
  const changed = [...after].filter((byte, index) => byte !== bytes[index]).length;
  expect(changed).toBeLessThan(bytes.length / 2 + 2_000);
});

test('an AVIF of which not everything is understood is not taken for clean', () => {
  const bytes = bytesOf('tests/pictures/located.avif');
  const film = joined(bytes, Uint8Array.of(0, 0, 0, 14), latin1('moovSECRET'));
  expect(cleanPicture(film, 'image/avif').kind).toBe('broken');
  const uuid = joined(bytes, Uint8Array.of(0, 0, 0, 14), latin1('uuidSECRET'));
  expect(textOf(clean(uuid, 'image/avif'))).not.toMatch(/SECRET/);
});

test.each(['image/tiff', 'image/vnd.adobe.photoshop', 'image/jxl'])('of %s nobody knows how', (mimetype) => {
  expect(cleanPicture(latin1('anything'), mimetype)).toEqual({ kind: 'unknown-format' });
});

test.each(['image/svg+xml', 'image/bmp', 'image/x-icon'])('in %s there is nothing to remove', (mimetype) => {
  expect(cleanPicture(latin1('anything'), mimetype)).toMatchObject({ kind: 'clean', isChanged: false });
});
