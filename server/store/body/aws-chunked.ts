import { createHash } from 'node:crypto';
import { S3Error } from '../s3-error.ts';
import type { SignatureChain } from '../signature/authenticate.ts';
import { isSameSignature, sha256Hex, sign } from '../signature/signing-key.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';

const lineLimitBytes = 8192;
const emptyHash = createHash('sha256').digest('hex');

export interface AwsChunkedOptions {
  /** Verifies each piece's signature; undefined for STREAMING-UNSIGNED-PAYLOAD-TRAILER. */
  readonly chain?: SignatureChain;
  readonly hasTrailer: boolean;
  onTrailer(name: string, value: string): void;
}

/**
 * Takes the `aws-chunked` framing off a body ("Signature calculations for the Authorization header: transferring payload
 * in multiple chunks"). A piece is passed on before its signature is known, so nothing may be kept of it until the whole
 * has been read without an error.
 * @throws S3Error SignatureDoesNotMatch, IncompleteBody, MalformedTrailerError
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  options: AwsChunkedOptions,
): AsyncGenerator<Buffer> {
  const reader = createByteReader(source);
  let signature = options.chain?.seedSignature ?? '';
  for (;;) {
    const head = parseHead(await reader.line(lineLimitBytes));
    const hash = createHash('sha256');
    for (let left = head.sizeBytes; left > 0; ) {
      const piece = await reader.some(left);
      if (!piece) throw new S3Error('IncompleteBody');
      left -= piece.length;
      if (options.chain) hash.update(piece);
      yield piece;
    }
    if (options.chain) {
      signature = verify(
        options.chain,
        'PAYLOAD',
        signature,
        [emptyHash, hash.digest('hex')],
        head.signature,
      );
    }
    if (head.sizeBytes === 0) break;
    if ((await reader.line(0)) !== '') throw new S3Error('IncompleteBody');
  }
  await readTrailer(reader, options, signature);
}

function parseHead(line: string | undefined): { sizeBytes: number; signature: string } {
  const match = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line ?? '');
  if (!match) throw new S3Error('IncompleteBody');
  return { sizeBytes: Number.parseInt(match[1] ?? '', 16), signature: match[2] ?? '' };
}

async function readTrailer(
  reader: ByteReader,
  options: AwsChunkedOptions,
  lastSignature: string,
): Promise<void> {
  let canonical = '';
  let claimed = '';
  for (let line = await reader.line(lineLimitBytes); line; line = await reader.line(lineLimitBytes)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (colon < 1 || !options.hasTrailer || canonical.length > lineLimitBytes)
      throw new S3Error('MalformedTrailerError');
    if (name === 'x-amz-trailer-signature') {
      claimed = value;
    } else {
      canonical += `${name}:${value}\n`;
      options.onTrailer(name, value);
    }
  }
  if (options.chain && options.hasTrailer)
    verify(options.chain, 'TRAILER', lastSignature, [sha256Hex(canonical)], claimed);
  while (await reader.some(65_536)); // whatever follows is not ours; the length check sees it
}

function verify(
  chain: SignatureChain,
  kind: 'PAYLOAD' | 'TRAILER',
  previous: string,
  hashes: readonly string[],
  claimed: string,
): string {
  const lines = [`AWS4-HMAC-SHA256-${kind}`, chain.amzDate, chain.scope, previous, ...hashes];
  const expected = sign(chain.signingKey, lines.join('\n'));
  if (!isSameSignature(expected, claimed)) throw new S3Error('SignatureDoesNotMatch');
  return expected;
}
