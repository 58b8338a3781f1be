import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { S3Error } from '../s3-error.ts';
import { decodeAwsChunked } from './aws-chunked.ts';

/** The bytes as a socket may deliver them: cut anywhere. */
async function* cutUp(bytes: Buffer, sizeBytes: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += sizeBytes)
    yield bytes.subarray(start, start + sizeBytes);
}

async function decode(
  framed: Buffer | string,
  cutBytes = 7,
): Promise<{ body: string; trailers: Map<string, string> }> {
  const trailers = new Map<string, string>();
  const options = { hasTrailer: true, onTrailer: (name: string, value: string) => trailers.set(name, value) };
  let body = '';
  for await (const piece of decodeAwsChunked(cutUp(Buffer.from(framed), cutBytes), options))
    body += piece.toString('latin1');
  return { body, trailers };
}

describe('aws-chunked framing', () => {
  it('is taken off, however the bytes are cut up', async () => {
    const pieces = fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 50 }), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 1, max: 30 }), async (list, cutBytes) => {
        const framed = list.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`).join('');
        const { body, trailers } = await decode(`${framed}0\r\nx-amz-checksum-crc32:abc\r\n\r\n`, cutBytes);
        expect([body, trailers.get('x-amz-checksum-crc32')]).toEqual([list.join(''), 'abc']);
      }),
    );
  });

  it.each([
    ['cut off in a piece', '5\r\nab'],
    ['cut off between pieces', '2\r\nab\r\n'],
    ['a size that is none', 'zz\r\nab\r\n0\r\n\r\n'],
    ['a piece longer than its size', '2\r\nabc\r\n0\r\n\r\n'],
    ['no framing', 'hello'],
    ['an endless line', 'a'.repeat(20_000)],
    ['a size beyond all reason', 'fffffffffffff\r\n'],
    ['a trailer that is none', '0\r\nnonsense\r\n\r\n'],
    ['an endless trailer', `0\r\n${'a:b\r\n'.repeat(10_000)}\r\n`],
  ])('with %s is refused', async (_, framed) => {
    await expect(decode(framed)).rejects.toBeInstanceOf(S3Error);
  });
});
