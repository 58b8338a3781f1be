import { readClaimedChecksum } from '../body/claimed-checksum.ts';
import { openBody } from '../body/open-body.ts';
import { emptyAnswer } from '../s3-answer.ts';
import { S3Error } from '../s3-error.ts';
import { checksumHeaders } from './checksum-headers.ts';
import { quoted } from './etag.ts';
import { findUpload } from './find-upload.ts';
import { maxPutBytes } from './limits.ts';
import type { BucketOperation } from './operation.ts';
import { readPartNumber } from './part-number.ts';
import { storePart } from './store-part.ts';

export const uploadPart: BucketOperation = async (request, context) => {
  const partNumber = readPartNumber(request.query);
  const { record } = findUpload(request, context);
  const expected = record.checksum?.algorithm;
  const claimed = readClaimedChecksum(request.headers)?.algorithm;
  if (expected && claimed && expected !== claimed) {
    throw new S3Error(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${claimed}`,
    );
  }
  const body = await openBody(request, maxPutBytes, expected);
  const blob = await context.shelf.blobs.write(body.pieces);
  const part = await storePart(request, context, record, { partNumber, blob, digests: body.digests() });
  return emptyAnswer(200, { etag: quoted(part.etag), ...checksumHeaders(part.checksum) });
};
