import type { HeldObject } from '../disk/object-shelf.ts';
import type { S3Answer } from '../s3-answer.ts';
import { S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import { checksumHeaders } from './checksum-headers.ts';
import { quoted } from './etag.ts';
import { objectBytes } from './object-bytes.ts';
import type { BucketContext, BucketOperation } from './operation.ts';
import { readPrecondition } from './read-precondition.ts';
import { requestedRange } from './requested-range.ts';
import { responseOverrides } from './response-overrides.ts';

/** GetObject and HeadObject: they differ in the body alone, which the listener leaves out of a HEAD's answer. */
export const getObject: BucketOperation = async (request, context) => {
  const held = await holdReadable(request, context);
  try {
    const answer = describe(request, held);
    const hasBody = request.method === 'GET' && answer.range !== undefined;
    const body = hasBody ? { body: objectBytes(context.shelf.blobs, held.record, answer.range) } : {};
    return { status: answer.status, headers: answer.headers, ...body, release: held.release };
  } catch (error) {
    held.release();
    throw error;
  }
};

/** To those who may not list, a key that isn't there looks like one that may not be read. */
async function holdReadable(request: S3Request, { bucket }: BucketContext): Promise<HeldObject> {
  const { key } = request.target;
  const isOwner = request.identity.kind === 'owner';
  const held = await bucket.objects.hold(key);
  if (held && (isOwner || held.record.access === 'public-read')) return held;
  held?.release();
  throw isOwner ? new S3Error('NoSuchKey', undefined, { Key: key }) : new S3Error('AccessDenied');
}

function describe(
  request: S3Request,
  { record }: HeldObject,
): Omit<S3Answer, 'body'> & { readonly range?: { start: number; end: number } } {
  const identity = {
    etag: quoted(record.etag),
    'last-modified': new Date(record.modifiedAtMs).toUTCString(),
  };
  if (readPrecondition(record, request.headers) === 'not-modified') return { status: 304, headers: identity };
  const asked = requestedRange(request, record);
  const range = asked ?? { start: 0, end: record.sizeBytes - 1 };
  const wantsChecksum = request.headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' && !asked;
  const headers = {
    ...identity,
    ...record.headers,
    ...responseOverrides(request),
    'accept-ranges': 'bytes',
    'content-length': String(range.end - range.start + 1),
    ...(asked ? { 'content-range': `bytes ${asked.start}-${asked.end}/${record.sizeBytes}` } : {}),
    ...(request.query.has('partNumber') ? { 'x-amz-mp-parts-count': String(record.parts.length) } : {}),
    ...(wantsChecksum && record.checksum
      ? { ...checksumHeaders(record.checksum), 'x-amz-checksum-type': record.checksum.type }
      : {}),
  };
  return { status: asked ? 206 : 200, headers, ...(record.sizeBytes > 0 ? { range } : {}) };
}
