import { expect, test } from 'vitest';
import { findPicture } from './picture-bytes.ts';

const find = (...parts: BlobPart[]) => findPicture(new Blob(parts));
const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test.each([
  ['image/png', bytes('\x89PNG\r\n\x1a\n....')],
  ['image/jpeg', bytes('\xff\xd8\xff\xe0')],
  ['image/gif', bytes('GIF89a')],
  ['image/webp', bytes('RIFF\x10\0\0\0WEBPVP8 ')],
  ['image/avif', bytes('\0\0\0\x1cftypavif')],
  ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  [
    'image/svg+xml',
    '\ufeff<?xml version="1.0"?>\n<!-- made by hand -->\n<!DOCTYPE svg PUBLIC "x" "y">\n<svg>',
  ],
  ['image/svg+xml', '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg:svg xmlns:svg="s">'],
])('M7: %s is known by its bytes', async (mimetype, content) => {
  expect(await find(content)).toEqual({ kind: 'picture', mimetype });
});

test.each([
  ['page', '<!doctype html><title>Sign in</title>'],
  ['page', '\n  <html lang="en">'],
  ['page', '<!-- cached --><script>location="/login"</script>'],
  ['json', '{"error":"not found"}'],
  ['json', ' [1]'],
  ['text', 'Forbidden'],
  ['empty', ''],
  ['unknown', bytes('\x01\x02\0\x03')],
])('M7: a %s that came instead of a picture is none', async (kind, content) => {
  expect(await find(content)).toEqual({ kind });
});

test('M7: a file of another type is called by it', async () => {
  expect(await find('%PDF-1.7')).toEqual({ kind: 'other', mimetype: 'application/pdf' });
});

test('M11: a page that begins like a picture is a picture, with the type that its bytes have', async () => {
  expect(await find(bytes('GIF89a'), '<script>alert(1)</script>')).toEqual({
    kind: 'picture',
    mimetype: 'image/gif',
  });
});
