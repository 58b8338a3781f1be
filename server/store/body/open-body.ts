import { createHash } from 'node:crypto';
import { S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import { type BodyClaims, readBodyClaims } from './body-claims.ts';
import { type ChecksumAlgorithm, createChecksum, type RunningChecksum } from './checksum-algorithm.ts';
import { checkedValue } from './claimed-checksum.ts';

/** A checksum as S3 writes it: base64. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
}

/** What was found of a body that has been read to its end and was as promised. */
export interface BodyDigests {
  readonly sizeBytes: number;
  /** 32 hex digits. */
  readonly md5: string;
  readonly checksum?: Checksum;
}

/** A request's body: to be read to the end, where a broken promise throws, then asked for its digests. */
export interface OpenBody {
  readonly pieces: AsyncIterable<Buffer>;
  digests(): BodyDigests;
}

/**
 * Opens a request's body, framing removed, held against Content-Length, Content-MD5, `x-amz-content-sha256` and
 * `x-amz-checksum-*`.
 * @param wanted a checksum to compute even when the client names none
 * @throws S3Error at once for bad claims, from `pieces` for a body that doesn't match them
 */
export async function openBody(
  request: S3Request,
  limitBytes: number,
  wanted?: ChecksumAlgorithm,
): Promise<OpenBody> {
  const { identity } = request;
  const claims = readBodyClaims(request.headers, identity.payload, limitBytes);
  const algorithm = claims.checksum?.algorithm ?? wanted;
  const checksum = algorithm && { algorithm, running: await createChecksum(algorithm) };
  const trailers = new Map<string, string>();
  let digests: BodyDigests | undefined;

  async function* pieces(): AsyncGenerator<Buffer> {
    const md5 = createHash('md5');
    const sha256 = claims.sha256 === undefined ? undefined : createHash('sha256');
    let sizeBytes = 0;
    for await (const piece of unframed(request, trailers)) {
      sizeBytes += piece.length;
      if (sizeBytes > claims.sizeBytes) throw new S3Error('IncompleteBody');
      md5.update(piece);
      sha256?.update(piece);
      checksum?.running.update(piece);
      yield piece;
    }
    const found = checksum && finish(checksum);
    digests = { sizeBytes, md5: md5.digest('hex'), ...(found ? { checksum: found } : {}) };
    compare(claims, digests, sha256?.digest('hex'), trailers);
  }

  return {
    pieces: pieces(),
    digests: () => {
      if (!digests) throw new Error('digests asked of a body that has not been read');
      return digests;
    },
  };
}

function finish(checksum: { algorithm: ChecksumAlgorithm; running: RunningChecksum }): Checksum {
  return { algorithm: checksum.algorithm, value: checksum.running.digest().toString('base64') };
}

function unframed(request: S3Request, trailers: Map<string, string>): AsyncIterable<Buffer> {
  const { identity } = request;
  const { payload } = identity;
  if (payload.kind !== 'streaming') return request.body();
  if (payload.hasPartSignatures && identity.kind !== 'owner') throw new S3Error('AccessDenied');
  return decodeAwsChunked(request.body(), {
    ...(payload.hasPartSignatures && identity.kind === 'owner' ? { chain: identity.chain } : {}),
    hasTrailer: payload.hasTrailer,
    onTrailer: (name, value) => trailers.set(name, value),
  });
}

function compare(
  claims: BodyClaims,
  found: BodyDigests,
  sha256: string | undefined,
  trailers: ReadonlyMap<string, string>,
): void {
  if (found.sizeBytes !== claims.sizeBytes) throw new S3Error('IncompleteBody');
  if (claims.sha256 !== undefined && sha256 !== undefined && claims.sha256 !== sha256) {
    throw new S3Error('XAmzContentSHA256Mismatch', undefined, {
      ClientComputedContentSHA256: claims.sha256,
      S3ComputedContentSHA256: sha256,
    });
  }
  if (claims.md5 !== undefined && claims.md5 !== found.md5) {
    throw new S3Error('BadDigest', undefined, {
      ExpectedDigest: Buffer.from(claims.md5, 'hex').toString('base64'),
      CalculatedDigest: Buffer.from(found.md5, 'hex').toString('base64'),
    });
  }
  if (claims.checksum)
    compareChecksum(claims.checksum.algorithm, claims.checksum.value, found.checksum, trailers);
}

function compareChecksum(
  algorithm: ChecksumAlgorithm,
  value: string,
  found: Checksum | undefined,
  trailers: ReadonlyMap<string, string>,
): void {
  const trailer = trailers.get(`x-amz-checksum-${algorithm}`);
  if (value === 'in-trailer' && trailer === undefined) throw new S3Error('MalformedTrailerError');
  const claimed = value === 'in-trailer' ? checkedValue(algorithm, trailer ?? '') : value;
  if (claimed === found?.value) return;
  throw new S3Error(
    'BadDigest',
    `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
  );
}
