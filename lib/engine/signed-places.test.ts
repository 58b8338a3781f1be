import { expect, test } from 'vitest';
import type { SignedPut } from './ports.ts';
import { createSignedPlaces } from './signed-places.ts';

const s3 = (part: number, signature: string, uploadId = 'u') => ({
  url: `https://b.s3.example/k?partNumber=${part}&uploadId=${uploadId}&X-Amz-Signature=${signature}`,
  headers: {},
});
const refused = { name: 'UploadError', code: 'protocol', details: { step: 'upload' } };

test.each([
  ['the same presigned address', s3(1, 'a'), s3(1, 'a')],
  ['the same part of S3 under another signature', s3(1, 'a'), s3(1, 'b')],
  [
    'the same part of S3 with other digests',
    { ...s3(1, 'a'), headers: { 'Content-MD5': 'x' } },
    { ...s3(1, 'b'), headers: { 'content-md5': 'y' } },
  ],
  [
    'the same address of another store',
    { url: 'https://store.example/k?sig=1', headers: { 'x-id': '1' } },
    { url: 'https://store.example/k?sig=1', headers: { 'x-id': '1', 'Content-MD5': 'y' } },
  ],
])('A16: %s for two parts is not the protocol', (_title, first, second) => {
  const places = createSignedPlaces();
  places.claim(first, 1);
  expect(() => places.claim(second, 2)).toThrow(expect.objectContaining(refused));
});

test.each<readonly [string, readonly [SignedPut, number], readonly [SignedPut, number]]>([
  ['a new signature of the same part', [s3(1, 'a'), 1], [s3(1, 'b'), 1]],
  ['the very same answer about the same part', [s3(1, 'a'), 1], [s3(1, 'a'), 1]],
  ['a count of parts that begins at 0', [s3(0, 'a'), 1], [s3(1, 'b'), 2]],
  ['another upload', [s3(1, 'a', 'u'), 1], [s3(1, 'a', 'v'), 2]],
  [
    'a block of Azure',
    [{ url: 'https://a.example/c/k?comp=block&blockid=MQ&sig=1', headers: {} }, 1],
    [{ url: 'https://a.example/c/k?comp=block&blockid=Mg&sig=1', headers: {} }, 2],
  ],
  [
    'a part that only a header names',
    [{ url: 'https://pod.example/up', headers: { 'x-bz-part-number': '1' } }, 1],
    [{ url: 'https://pod.example/up', headers: { 'x-bz-part-number': '2' } }, 2],
  ],
])('A16: %s is legal', (_title, [first, firstPart], [second, secondPart]) => {
  const places = createSignedPlaces();
  places.claim(first, firstPart);
  expect(() => places.claim(second, secondPart)).not.toThrow();
});

test('A16: after a new beginning the same places are free', () => {
  const places = createSignedPlaces();
  places.claim(s3(1, 'a'), 1);
  places.clear();
  places.claim(s3(1, 'a'), 2);
});
