import { emptyAnswer } from '../s3-answer.ts';
import { findUpload, noSuchUpload } from './find-upload.ts';
import type { BucketOperation } from './operation.ts';

export const abortMultipartUpload: BucketOperation = async (request, context) => {
  const { record } = findUpload(request, context);
  const hasEnded = await context.bucket.uploads.end(record.uploadId, async () => new Set());
  if (!hasEnded) throw noSuchUpload(request);
  return emptyAnswer(204);
};
