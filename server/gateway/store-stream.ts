import { createHash } from 'node:crypto';
import { explainAclRefusal } from './explain-acl-refusal.ts';
import { objectHeaders } from './object-headers.ts';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  type StoredPart,
  stripQuotes,
} from './s3/multipart.ts';
import { putObject } from './s3/objects.ts';
import type { Settings } from './settings.ts';
import type { Access } from './store-options.ts';
import { deleteUploadMarker, writeUploadMarker } from './upload-marker.ts';

/** Held in memory, twice at most; 10,000 of them make 80 GiB. */
const PART_BYTES = 8 * 1024 * 1024;

export interface StreamTarget {
  readonly id: string;
  readonly key: string;
  readonly filename: string;
  readonly mimetype: string;
  readonly access?: Access;
}

export interface CutPart {
  readonly body: Buffer<ArrayBuffer>;
  readonly isLast: boolean;
}

/** Cuts a stream into parts of exactly the part size and a last one, which alone may be shorter, or empty. */
export async function* cutParts(source: AsyncIterable<Buffer>, partBytes: number): AsyncGenerator<CutPart> {
  let pieces: Buffer[] = [];
  let held = 0;
  for await (const piece of source) {
    let rest = piece;
    // A full part waits for more to come: it may be the last.
    while (held + rest.length > partBytes) {
      yield { body: Buffer.concat([...pieces, rest.subarray(0, partBytes - held)]), isLast: false };
      rest = rest.subarray(partBytes - held);
      pieces = [];
      held = 0;
    }
    pieces.push(rest);
    held += rest.length;
  }
  yield { body: Buffer.concat(pieces), isLast: true };
}

async function sendPart(
  settings: Settings,
  key: string,
  uploadId: string,
  partNumber: number,
  body: Buffer<ArrayBuffer>,
): Promise<StoredPart> {
  const { headers } = await settings.s3.send({
    method: 'PUT',
    key,
    query: { partNumber: String(partNumber), uploadId },
    headers: { 'content-md5': createHash('md5').update(body).digest('base64') },
    body,
  });
  return { partNumber, etag: stripQuotes(headers.get('etag') ?? ''), sizeBytes: body.length };
}

/**
 * Stores a stream of unknown length as one object and returns its size. `accept` is asked before each part is sent
 * and before the object exists; when it throws nothing is stored.
 */
export async function storeStream(
  settings: Settings,
  target: StreamTarget,
  source: AsyncIterable<Buffer>,
  accept: (sizeBytes: number, isWhole: boolean) => void,
): Promise<number> {
  const { s3 } = settings;
  const headers = objectHeaders(target);
  const isPublic = target.access === 'public';
  const parts: StoredPart[] = [];
  let uploadId: string | undefined;
  let sizeBytes = 0;
  try {
    for await (const { body, isLast } of cutParts(source, PART_BYTES)) {
      sizeBytes += body.length;
      accept(sizeBytes, isLast);
      if (isLast && uploadId === undefined) {
        await explainAclRefusal(isPublic, putObject(s3, target.key, body, headers));
        return sizeBytes;
      }
      if (uploadId === undefined) {
        await writeUploadMarker(s3, target.id, target.key);
        uploadId = await explainAclRefusal(isPublic, createMultipartUpload(s3, target.key, headers));
      }
      parts.push(await sendPart(settings, target.key, uploadId, parts.length + 1, body));
    }
    if (uploadId !== undefined) await completeMultipartUpload(s3, target.key, uploadId, parts);
    await deleteUploadMarker(s3, target.id).catch(() => {});
    return sizeBytes;
  } catch (error) {
    if (uploadId !== undefined) await abortMultipartUpload(s3, target.key, uploadId).catch(() => {});
    throw error;
  }
}
