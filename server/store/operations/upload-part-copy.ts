import { createHash } from 'node:crypto';
import { createChecksum } from '../body/checksum-algorithm.ts';
import type { BodyDigests } from '../body/open-body.ts';
import type { HeldObject } from '../disk/object-shelf.ts';
import { xmlAnswer } from '../s3-answer.ts';
import { S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import type { ByteRange } from './byte-range.ts';
import { checksumXml } from './checksum-headers.ts';
import { holdCopySource, parseCopySource } from './copy-source.ts';
import { quoted } from './etag.ts';
import { findUpload } from './find-upload.ts';
import { maxPutBytes } from './limits.ts';
import { objectBytes } from './object-bytes.ts';
import type { BucketOperation } from './operation.ts';
import { readPartNumber } from './part-number.ts';
import { storePart } from './store-part.ts';

export const uploadPartCopy: BucketOperation = async (request, context) => {
  const partNumber = readPartNumber(request.query);
  const { record } = findUpload(request, context);
  const source = parseCopySource(request.headers.get('x-amz-copy-source') ?? '');
  const algorithm = record.checksum?.algorithm;
  const checksum = algorithm && { algorithm, running: await createChecksum(algorithm) };
  const md5 = createHash('md5');
  let sizeBytes = 0;
  const held = await holdCopySource(request, context, source);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    const range = copiedRange(request, held);
    for await (const bytes of objectBytes(context.shelf.blobs, held.record, range)) {
      sizeBytes += bytes.length;
      md5.update(bytes);
      checksum?.running.update(bytes);
      yield bytes;
    }
  }
  const blob = await context.shelf.blobs.write(pieces()).finally(held.release);
  const digests: BodyDigests = {
    sizeBytes,
    md5: md5.digest('hex'),
    ...(checksum
      ? { checksum: { algorithm: checksum.algorithm, value: checksum.running.digest().toString('base64') } }
      : {}),
  };
  const part = await storePart(request, context, record, { partNumber, blob, digests });
  return xmlAnswer('CopyPartResult', {
    LastModified: new Date(part.modifiedAtMs).toISOString(),
    ETag: quoted(part.etag),
    ...checksumXml(part.checksum),
  });
};

/** @throws S3Error InvalidArgument for a malformed range or one that leaves the source, InvalidRequest over 5 GiB */
function copiedRange(request: S3Request, { record }: HeldObject): ByteRange {
  const header = request.headers.get('x-amz-copy-source-range');
  const match = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(header ?? 'bytes=0-0');
  if (!match || Number(match[2]) < Number(match[1])) {
    throw new S3Error(
      'InvalidArgument',
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: (header ?? '').slice(0, 200) },
    );
  }
  const range =
    header === undefined
      ? { start: 0, end: record.sizeBytes - 1 }
      : { start: Number(match[1]), end: Number(match[2]) };
  if (range.end >= record.sizeBytes) {
    throw new S3Error(
      'InvalidArgument',
      `Range specified is not valid for source object of size: ${record.sizeBytes}`,
    );
  }
  if (range.end - range.start >= maxPutBytes)
    throw new S3Error(
      'InvalidRequest',
      'The specified copy source is larger than the maximum allowable size for a copy source: 5368709120',
    );
  return range;
}
