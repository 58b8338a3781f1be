import { checksumAlgorithms } from '../body/checksum-algorithm.ts';
import { readText } from '../body/read-text.ts';
import type { ObjectChecksum, ObjectRecord, StoredPart } from '../disk/object-record.ts';
import type { Upload } from '../disk/upload-shelf.ts';
import { encodePath } from '../http/percent-encoding.ts';
import type { RequestHeaders } from '../http/request-headers.ts';
import { xmlAnswer } from '../s3-answer.ts';
import { S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import { checksumXml } from './checksum-headers.ts';
import { chooseParts } from './choose-parts.ts';
import { parseCompleteRequest } from './complete-request.ts';
import { multipartEtag, quoted } from './etag.ts';
import { findUpload, noSuchUpload } from './find-upload.ts';
import { objectChecksum } from './object-checksum.ts';
import type { BucketOperation } from './operation.ts';
import { writePrecondition } from './write-precondition.ts';

export const completeMultipartUpload: BucketOperation = async (request, context) => {
  const { bucket, now } = context;
  const { record } = findUpload(request, context);
  const check = writePrecondition(request.headers);
  const listed = parseCompleteRequest(await readText(withoutObjectChecksum(request)));
  let completed: ObjectRecord | undefined;
  const hasEnded = await bucket.uploads.end(record.uploadId, async (upload) => {
    const parts = chooseParts(upload, listed);
    const checksum = await objectChecksum(record.checksum, parts);
    checkClaims(request.headers, parts, checksum);
    completed = objectRecord(upload, parts, checksum, now());
    await bucket.objects.commit(completed, check);
    return new Set(parts.map((part) => part.blob));
  });
  if (!hasEnded || !completed) throw noSuchUpload(request);
  return xmlAnswer('CompleteMultipartUploadResult', {
    Location: `http://${request.headers.get('host') ?? ''}${encodePath(request.target.path)}`,
    Bucket: bucket.name,
    Key: record.key,
    ETag: quoted(completed.etag),
    ...checksumXml(completed.checksum),
    ChecksumType: completed.checksum?.type,
  });
};

function objectRecord(
  { record }: Upload,
  parts: readonly StoredPart[],
  checksum: ObjectChecksum | undefined,
  nowMs: number,
): ObjectRecord {
  return {
    key: record.key,
    headers: record.headers,
    access: record.access,
    sizeBytes: parts.reduce((sum, part) => sum + part.sizeBytes, 0),
    etag: multipartEtag(parts.map((part) => part.etag)),
    modifiedAtMs: nowMs,
    uploadId: record.uploadId,
    parts: [...parts],
    ...(checksum ? { checksum } : {}),
  };
}

/** Here `x-amz-checksum-*` is of the object, not of the request's document. */
function withoutObjectChecksum(request: S3Request): S3Request {
  const headers = new Map([...request.headers].filter(([name]) => !name.startsWith('x-amz-checksum-')));
  return { ...request, headers };
}

/** @throws S3Error BadDigest, InvalidRequest when the whole isn't what the client holds */
function checkClaims(
  headers: RequestHeaders,
  parts: readonly StoredPart[],
  checksum: ObjectChecksum | undefined,
): void {
  const claimedSize = headers.get('x-amz-mp-object-size');
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  if (claimedSize !== undefined && claimedSize !== String(sizeBytes)) {
    throw new S3Error(
      'InvalidRequest',
      `The provided 'x-amz-mp-object-size' header value ${claimedSize.slice(0, 20)} does not match what was computed: ${sizeBytes}`,
    );
  }
  const claimedType = headers.get('x-amz-checksum-type');
  if (claimedType !== undefined && claimedType !== checksum?.type) {
    throw new S3Error(
      'InvalidRequest',
      `The upload was created using the ${checksum?.type ?? 'null'} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  for (const algorithm of checksumAlgorithms) {
    const claimed = headers.get(`x-amz-checksum-${algorithm}`);
    if (claimed === undefined) continue;
    const isSame =
      checksum?.algorithm === algorithm && [checksum.value, checksum.value.split('-')[0]].includes(claimed);
    if (!isSame) {
      throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
    }
  }
}
