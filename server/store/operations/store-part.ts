import type { BodyDigests } from '../body/open-body.ts';
import type { StoredPart, UploadRecord } from '../disk/object-record.ts';
import type { S3Request } from '../s3-request.ts';
import { noSuchUpload } from './find-upload.ts';
import type { BucketContext } from './operation.ts';

/**
 * Makes a written blob a part of its upload; the last one to arrive here wins its number.
 * @throws S3Error NoSuchUpload when the upload ended while the body came; the blob is removed then
 */
export async function storePart(
  request: S3Request,
  { bucket, shelf, now }: BucketContext,
  upload: UploadRecord,
  found: { partNumber: number; blob: string; digests: BodyDigests },
): Promise<StoredPart> {
  const { sizeBytes, md5, checksum } = found.digests;
  const part: StoredPart = {
    partNumber: found.partNumber,
    blob: found.blob,
    sizeBytes,
    etag: md5,
    modifiedAtMs: now(),
    ...(checksum ? { checksum } : {}),
  };
  try {
    if (await bucket.uploads.putPart(upload.uploadId, part)) return part;
    throw noSuchUpload(request);
  } catch (error) {
    await shelf.blobs.remove([part.blob]);
    throw error;
  }
}
