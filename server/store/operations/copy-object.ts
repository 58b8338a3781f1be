import { createHash } from 'node:crypto';
import type { BlobFolder } from '../disk/blob-folder.ts';
import type { ObjectRecord } from '../disk/object-record.ts';
import type { HeldObject } from '../disk/object-shelf.ts';
import { xmlAnswer } from '../s3-answer.ts';
import { S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import { checksumXml } from './checksum-headers.ts';
import { holdCopySource, parseCopySource } from './copy-source.ts';
import { quoted } from './etag.ts';
import { maxPutBytes } from './limits.ts';
import { readObjectAttributes } from './object-attributes.ts';
import { objectBytes } from './object-bytes.ts';
import type { BucketContext, BucketOperation } from './operation.ts';
import { writePrecondition } from './write-precondition.ts';

/** Copies by giving the blobs a second name. Metadata comes along unless replaced; access never does, as on S3. */
export const copyObject: BucketOperation = async (request, context) => {
  const { bucket, shelf } = context;
  const source = parseCopySource(request.headers.get('x-amz-copy-source') ?? '');
  const directive = request.headers.get('x-amz-metadata-directive') ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE') {
    throw new S3Error('InvalidArgument', 'Unknown metadata directive.', {
      ArgumentName: 'x-amz-metadata-directive',
    });
  }
  if (directive === 'COPY' && source.bucket === bucket.name && source.key === request.target.key) {
    throw new S3Error(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const check = writePrecondition(request.headers);
  const held = await holdCopySource(request, context, source);
  const blobs: string[] = [];
  try {
    const copy = await describeCopy(request, context, held, directive);
    for (const part of held.record.parts) blobs.push(await shelf.blobs.link(part.blob));
    const parts = copy.parts.map((part, index) => ({ ...part, blob: blobs[index] ?? '' }));
    await bucket.objects.commit({ ...copy, parts }, check);
    return xmlAnswer('CopyObjectResult', {
      LastModified: new Date(copy.modifiedAtMs).toISOString(),
      ETag: quoted(copy.etag),
      ...checksumXml(copy.checksum),
    });
  } catch (error) {
    await shelf.blobs.remove(blobs);
    throw error;
  } finally {
    held.release();
  }
};

async function describeCopy(
  request: S3Request,
  { shelf, now }: BucketContext,
  held: HeldObject,
  directive: 'COPY' | 'REPLACE',
): Promise<ObjectRecord> {
  const { record } = held;
  if (record.sizeBytes > maxPutBytes) {
    throw new S3Error(
      'InvalidRequest',
      'The specified copy source is larger than the maximum allowable size for a copy source: 5368709120',
    );
  }
  const attributes = readObjectAttributes(request.headers);
  return {
    key: request.target.key,
    headers: directive === 'COPY' ? record.headers : attributes.headers,
    access: attributes.access,
    sizeBytes: record.sizeBytes,
    etag: record.uploadId === undefined ? record.etag : await md5Of(shelf.blobs, record),
    modifiedAtMs: now(),
    ...(record.checksum?.type === 'FULL_OBJECT' ? { checksum: record.checksum } : {}),
    parts: record.parts,
  };
}

/** A copy of an object made of parts is no longer one: its ETag is the plain MD5, which takes one reading. */
async function md5Of(blobs: BlobFolder, record: ObjectRecord): Promise<string> {
  const hash = createHash('md5');
  for await (const bytes of objectBytes(blobs, record, { start: 0, end: record.sizeBytes - 1 }))
    hash.update(bytes);
  return hash.digest('hex');
}
