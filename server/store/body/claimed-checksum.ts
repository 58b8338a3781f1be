import type { RequestHeaders } from '../http/request-headers.ts';
import { S3Error } from '../s3-error.ts';
import {
  type ChecksumAlgorithm,
  checksumAlgorithms,
  checksumLength,
  parseChecksumAlgorithm,
} from './checksum-algorithm.ts';

/** A checksum the client names: its value in base64, or that it will come in the trailer. */
export interface ClaimedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string | 'in-trailer';
}

/**
 * Reads `x-amz-checksum-*`, `x-amz-trailer` and `x-amz-sdk-checksum-algorithm`.
 * @throws S3Error InvalidRequest when there are several, a malformed one, or one announced that isn't there
 */
export function readClaimedChecksum(headers: RequestHeaders): ClaimedChecksum | undefined {
  const announced = headers.get('x-amz-sdk-checksum-algorithm');
  if (announced !== undefined && parseChecksumAlgorithm(announced) === undefined) {
    throw new S3Error('InvalidRequest', 'Value for x-amz-sdk-checksum-algorithm header is invalid.');
  }
  const claims = checksumAlgorithms.flatMap((algorithm) => claimsOf(algorithm, headers));
  if (claims.length > 1) {
    throw new S3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const [claim] = claims;
  if (claim && announced !== undefined && claim.algorithm !== parseChecksumAlgorithm(announced)) {
    throw new S3Error('InvalidRequest', 'Value for x-amz-sdk-checksum-algorithm header is invalid.');
  }
  if (!claim && announced !== undefined) {
    throw new S3Error(
      'InvalidRequest',
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  return claim;
}

function claimsOf(algorithm: ChecksumAlgorithm, headers: RequestHeaders): ClaimedChecksum[] {
  const name = `x-amz-checksum-${algorithm}`;
  const value = headers.get(name);
  if (value !== undefined) return [{ algorithm, value: checkedValue(algorithm, value) }];
  const trailers = (headers.get('x-amz-trailer') ?? '').toLowerCase().split(',');
  return trailers.some((trailer) => trailer.trim() === name) ? [{ algorithm, value: 'in-trailer' }] : [];
}

/** @throws S3Error InvalidRequest when it isn't base64 of the algorithm's length */
export function checkedValue(algorithm: ChecksumAlgorithm, value: string): string {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length === checksumLength[algorithm] && bytes.toString('base64') === value) return value;
  throw new S3Error('InvalidRequest', `Value for x-amz-checksum-${algorithm} header is invalid.`);
}
