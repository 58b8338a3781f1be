import type { Upload } from '../disk/upload-shelf.ts';
import { S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import type { BucketContext } from './operation.ts';

/** The upload a request names. An id is good for its own key only. @throws S3Error NoSuchUpload */
export function findUpload(request: S3Request, { bucket }: BucketContext): Upload {
  const upload = bucket.uploads.get(request.query.get('uploadId') ?? '');
  if (upload && upload.record.key === request.target.key) return upload;
  throw noSuchUpload(request);
}

export function noSuchUpload(request: S3Request): S3Error {
  return new S3Error('NoSuchUpload', undefined, {
    UploadId: (request.query.get('uploadId') ?? '').slice(0, 200),
  });
}
