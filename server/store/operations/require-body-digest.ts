import { readClaimedChecksum } from '../body/claimed-checksum.ts';
import { S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';

/** @throws S3Error InvalidRequest when a request that must protect its document doesn't (PutBucketCors, DeleteObjects) */
export function requireBodyDigest(request: S3Request): void {
  if (request.headers.has('content-md5') || readClaimedChecksum(request.headers)) return;
  throw new S3Error(
    'InvalidRequest',
    'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
  );
}
