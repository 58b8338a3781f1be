import { MAX_FILE_SIZE_BYTES } from '../../lib/core/part-plan.ts';
import { authorise, checkApiKey } from './authorise.ts';
import { explainAclRefusal } from './explain-acl-refusal.ts';
import { GatewayError } from './gateway-error.ts';
import { objectHeaders } from './object-headers.ts';
import { objectKey } from './object-key.ts';
import { randomId } from './random-id.ts';
import type { Dialect } from './read-request.ts';
import { createMultipartUpload } from './s3/multipart.ts';
import type { Settings } from './settings.ts';
import { resolveStore } from './store-options.ts';
import { apiKeyDigest, sealTicket, type Ticket } from './ticket.ts';
import { writeUploadMarker } from './upload-marker.ts';
import type { StartRequest } from './upload-requests.ts';

/** All scalars: old clients echo every one as a form field in each later call. */
export interface StartAnswer {
  readonly uri: string;
  readonly region: string;
  readonly upload_id: string;
  readonly location_url: string;
  readonly upload_type?: 'intelligent_ingestion';
}

/** Begins an upload. */
export async function startUpload(
  settings: Settings,
  request: StartRequest,
  dialect: Dialect,
): Promise<StartAnswer> {
  const { access: s3Access } = settings.s3;
  checkApiKey(settings, request.apikey);
  const target = resolveStore(request.store, s3Access);
  authorise(settings, request, {
    calls: ['pick', 'store'],
    nowMs: settings.now(),
    container: s3Access.bucket,
    path: target.path,
    sizeBytes: request.size,
  });
  // Old clients do upload empty files; today's refuse them, so there it is a mistake.
  if (request.size === 0 && dialect === 'json') throw new GatewayError(400, 'The file is empty (size 0)');
  if (request.size > MAX_FILE_SIZE_BYTES) {
    throw new GatewayError(413, 'The file is larger than S3 can hold (48.8 TiB)');
  }
  const isIntelligent = settings.isIntelligent && request.fii && dialect === 'json';
  const id = randomId();
  const key = objectKey(target.path, request.filename, id);
  const { filename, mimetype } = request;
  const headers = objectHeaders({ id, filename, mimetype, access: target.access });
  let s3UploadId = '';
  if (request.size > 0) {
    // First the marker: an upload without one would never be swept.
    await writeUploadMarker(settings.s3, id, key);
    const creating = createMultipartUpload(settings.s3, key, headers);
    s3UploadId = await explainAclRefusal(target.access === 'public', creating);
  }
  const ticket: Ticket = {
    id,
    bucket: s3Access.bucket,
    key,
    s3UploadId,
    apiKey: apiKeyDigest(settings.apiKey, settings.ticketKey),
    filename,
    mimetype,
    sizeBytes: request.size,
    path: target.path,
    ...(target.access && { access: target.access }),
    startedMs: settings.now(),
    ...(isIntelligent && { isIntelligent }),
  };
  return {
    uri: `/${s3Access.bucket}/${key}`,
    region: s3Access.region,
    upload_id: sealTicket(ticket, settings.ticketKey),
    location_url: settings.publicUrl,
    ...(isIntelligent && { upload_type: 'intelligent_ingestion' }),
  };
}
