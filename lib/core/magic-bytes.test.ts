import { fileTypeFromBuffer } from 'file-type';
import { expect, test } from 'vitest';
import { MAGIC_BYTES, signatures, typeOfBytes } from './magic-bytes.ts';

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** The first bytes of a file with just these marks. */
function startWith(marks: readonly (readonly [number, string])[]): Uint8Array {
  const start = new Uint8Array(4100);
  for (const [offset, text] of marks) start.set(latin1(text), offset);
  return start;
}

test.each(signatures.map(([mimetype, ...marks]) => [mimetype, marks] as const))(
  'the marks of %s mean that, and lie at the start',
  (mimetype, marks) => {
    expect(typeOfBytes(startWith(marks))).toBe(mimetype);
    for (const [offset, text] of marks) expect(offset + text.length).toBeLessThanOrEqual(MAGIC_BYTES);
  },
);

/** Formats that need more than a few marks for the library that filestack-js uses. */
const needsMore = [
  'image/png',
  'video/mp4',
  'video/webm',
  'application/zip',
  'audio/mpeg',
  'application/gzip',
];

test.each(
  signatures
    .filter(([mimetype]) => !needsMore.includes(mimetype))
    .map(([mimetype, ...marks]) => [mimetype, marks] as const),
)('the library that filestack-js sniffs with says %s, too', async (mimetype, marks) => {
  expect((await fileTypeFromBuffer(startWith(marks)))?.mime).toBe(mimetype);
});

test.each([
  ['text', 'hello'],
  ['nothing', ''],
  ['half a PNG', '\x89PN'],
  ['another RIFF', 'RIFF1234XXXX'],
])('nothing is said of %s', (_title, text) => {
  expect(typeOfBytes(latin1(text))).toBeUndefined();
});
