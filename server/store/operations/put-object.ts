import { openBody } from '../body/open-body.ts';
import { emptyAnswer } from '../s3-answer.ts';
import { checksumHeaders } from './checksum-headers.ts';
import { quoted } from './etag.ts';
import { maxPutBytes } from './limits.ts';
import { readObjectAttributes } from './object-attributes.ts';
import type { BucketOperation } from './operation.ts';
import { writePrecondition } from './write-precondition.ts';

export const putObject: BucketOperation = async (request, { bucket, shelf, now }) => {
  const attributes = readObjectAttributes(request.headers);
  const check = writePrecondition(request.headers);
  const body = await openBody(request, maxPutBytes);
  const { key } = request.target;
  const blob = await shelf.blobs.write(body.pieces);
  const { sizeBytes, md5: etag, checksum } = body.digests();
  const modifiedAtMs = now();
  try {
    await bucket.objects.commit(
      {
        ...attributes,
        key,
        sizeBytes,
        etag,
        modifiedAtMs,
        ...(checksum ? { checksum: { ...checksum, type: 'FULL_OBJECT' } } : {}),
        parts: [{ partNumber: 1, blob, sizeBytes, etag, modifiedAtMs }],
      },
      check,
    );
  } catch (error) {
    await shelf.blobs.remove([blob]);
    throw error;
  }
  return emptyAnswer(200, {
    etag: quoted(etag),
    ...checksumHeaders(checksum),
    ...(checksum ? { 'x-amz-checksum-type': 'FULL_OBJECT' } : {}),
  });
};
