import { checkParts } from './check-parts.ts';
import { deleteChunks } from './chunk-objects.ts';
import { explainAclRefusal } from './explain-acl-refusal.ts';
import { type FileRecord, readFileRecord } from './file-record.ts';
import { GatewayError } from './gateway-error.ts';
import { objectHeaders } from './object-headers.ts';
import { deriveHandle } from './random-id.ts';
import { recordFile, type UploadedFile } from './record-file.ts';
import { resumeTicket } from './resume-ticket.ts';
import { completeMultipartUpload, listParts } from './s3/multipart.ts';
import { putObject } from './s3/objects.ts';
import { isS3Error } from './s3/s3-error.ts';
import type { Settings } from './settings.ts';
import type { Ticket } from './ticket.ts';
import { deleteUploadMarker } from './upload-marker.ts';
import type { CompleteRequest } from './upload-requests.ts';

/** Assembles the parts that the client lists; false when S3 knows the upload no more. */
async function assemble(settings: Settings, ticket: Ticket, request: CompleteRequest): Promise<boolean> {
  const { s3 } = settings;
  try {
    const stored = await listParts(s3, ticket.key, ticket.s3UploadId);
    const verdict = checkParts(request.parts, stored, ticket.sizeBytes, request.fii);
    if (!verdict.ok) throw new GatewayError(400, verdict.reason);
    await completeMultipartUpload(s3, ticket.key, ticket.s3UploadId, verdict.parts);
    return true;
  } catch (error) {
    // Ceph RGW lists the parts of a finished upload with NoSuchKey.
    if (isS3Error(error, 'NoSuchUpload', 'NoSuchKey')) return false;
    if (isS3Error(error, 'EntityTooSmall'))
      throw new GatewayError(400, 'A part other than the last is under 5 MiB');
    if (isS3Error(error, 'InvalidPart', 'InvalidPartOrder', 'EntityTooLarge')) {
      throw new GatewayError(400, `The parts do not make the file: ${error.code}`);
    }
    throw error;
  }
}

function uploadedFile(ticket: Ticket, request: CompleteRequest): UploadedFile {
  const { id, key, filename, mimetype, sizeBytes, path, access } = ticket;
  return {
    ...{ id, key, filename, mimetype, sizeBytes, path },
    ...(access && { access }),
    ...(request.upload_tags && { uploadTags: request.upload_tags }),
    ...(request.store.workflows && { workflows: request.store.workflows }),
  };
}

async function storeEmpty(settings: Settings, ticket: Ticket): Promise<void> {
  const stored = putObject(settings.s3, ticket.key, '', objectHeaders(ticket));
  await explainAclRefusal(ticket.access === 'public', stored);
}

/**
 * Makes the file of an upload and the record of its handle. The same complete again, in any gateway over the bucket
 * and also after a lost answer, gives the same record: what S3 holds decides, not what a process remembers.
 */
export async function completeUpload(settings: Settings, request: CompleteRequest): Promise<FileRecord> {
  const ticket = resumeTicket(settings, request);
  if (request.size !== ticket.sizeBytes) {
    throw new GatewayError(
      400,
      `size is ${request.size}, but the upload was started with ${ticket.sizeBytes}`,
    );
  }
  const handle = deriveHandle(settings.ticketKey, ticket.id);
  const isAssembled = ticket.sizeBytes > 0 && (await assemble(settings, ticket, request));
  if (!isAssembled) {
    const earlier = await readFileRecord(settings.s3, handle);
    if (earlier) return earlier;
    if (ticket.sizeBytes === 0) await storeEmpty(settings, ticket);
  }
  const record = await recordFile(settings, uploadedFile(ticket, request));
  if (!record)
    throw new GatewayError(404, 'Unknown upload: it was aborted, or its file was replaced or deleted');
  // Left behind, they cost the next sweep a look: no reason to fail a stored file.
  if (ticket.isIntelligent) await deleteChunks(settings.s3, ticket.id).catch(() => {});
  await deleteUploadMarker(settings.s3, ticket.id).catch(() => {});
  return record;
}
