import { MAX_PART_SIZE_BYTES } from '../../lib/core/part-plan.ts';
import { checkPartNumber } from './check-part-number.ts';
import { listChunks } from './chunk-objects.ts';
import { coverPart, type Segment } from './cover-part.ts';
import { readFileRecord } from './file-record.ts';
import { GatewayError } from './gateway-error.ts';
import { deriveHandle } from './random-id.ts';
import { resumeTicket } from './resume-ticket.ts';
import { copyPart, listParts } from './s3/multipart.ts';
import { isS3Error } from './s3/s3-error.ts';
import { readRange, streamPart } from './s3/stream-part.ts';
import type { Settings } from './settings.ts';
import type { Ticket } from './ticket.ts';
import type { CommitRequest } from './upload-requests.ts';

async function* readSegments(settings: Settings, segments: readonly Segment[]): AsyncGenerator<Uint8Array> {
  for (const { chunk, startByte, endByte } of segments) {
    const { key, offsetBytes } = chunk;
    yield* readRange(settings.s3, key, startByte - offsetBytes, endByte - offsetBytes);
  }
}

/** Makes S3's part: S3 itself copies a single chunk, several are streamed through, since a copy has one source. */
async function assemblePart(
  settings: Settings,
  ticket: Ticket,
  partNumber: number,
  segments: readonly Segment[],
  sizeBytes: number,
): Promise<void> {
  const { s3 } = settings;
  const target = { key: ticket.key, uploadId: ticket.s3UploadId, partNumber };
  const [only, ...others] = segments;
  if (only && others.length === 0) return copyPart(s3, target, only.chunk.key);
  try {
    await streamPart(s3, target, sizeBytes, readSegments(settings, segments));
  } catch (error) {
    // A server may refuse a body that it does not want by hanging up: whether the upload is gone is asked here.
    if (isS3Error(error, 'Network')) await listParts(s3, ticket.key, ticket.s3UploadId);
    throw error;
  }
}

async function assembleChunks(settings: Settings, ticket: Ticket, partNumber: number): Promise<void> {
  const cover = coverPart(await listChunks(settings.s3, ticket.id, partNumber));
  if (!cover.ok) throw new GatewayError(400, `Part ${partNumber}: ${cover.reason}`);
  if (cover.sizeBytes > MAX_PART_SIZE_BYTES) throw new GatewayError(400, 'The part is larger than 5 GiB');
  await assemblePart(settings, ticket, partNumber, cover.segments, cover.sizeBytes);
}

/**
 * Makes a part of its chunks. These stay until the file is stored, so the same commit again does the same again; after
 * that it has nothing left to do.
 */
export async function commitPart(settings: Settings, request: CommitRequest): Promise<void> {
  const ticket = resumeTicket(settings, { ...request, fii: true });
  checkPartNumber(request.part);
  if (request.size !== ticket.sizeBytes) {
    throw new GatewayError(
      400,
      `size is ${request.size}, but the upload was started with ${ticket.sizeBytes}`,
    );
  }
  try {
    await assembleChunks(settings, ticket, request.part);
  } catch (error) {
    const isGone = isS3Error(error, 'NoSuchUpload', 'NoSuchKey');
    if (!isGone && !(error instanceof GatewayError)) throw error;
    const record = await readFileRecord(settings.s3, deriveHandle(settings.ticketKey, ticket.id));
    if (record) return;
    throw isGone ? new GatewayError(404, 'Unknown upload: it was aborted') : error;
  }
}
