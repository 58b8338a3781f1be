import { MAX_PART_SIZE_BYTES } from '../../lib/core/part-plan.ts';
import { checkPartNumber } from './check-part-number.ts';
import { GatewayError } from './gateway-error.ts';
import { resumeTicket } from './resume-ticket.ts';
import type { Settings } from './settings.ts';
import type { UploadRequest } from './upload-requests.ts';

// filestack-js 4.x tries one URL up to 11 times, 120 s each.
export const URL_LIFE_SECONDS = 3600;

/** Where old clients send the nothing of an empty file. */
export const EMPTY_PART_PATH = '/multipart/empty';

export interface SignedPart {
  readonly url: string;
  /** Never absent: 0.5.2 enumerates it. */
  readonly headers: Readonly<Record<string, string>>;
  readonly location_url: string;
}

/** Presigns the PUT of one part. Its Content-MD5 is part of the signature, so S3 itself checks the bytes. */
export async function signPart(settings: Settings, request: UploadRequest): Promise<SignedPart> {
  const ticket = resumeTicket(settings, request);
  const location_url = settings.publicUrl;
  checkPartNumber(request.part);
  if (ticket.sizeBytes === 0 && request.size === 0) {
    return { url: `${settings.publicUrl}${EMPTY_PART_PATH}`, headers: {}, location_url };
  }
  if (request.size === 0) throw new GatewayError(400, 'The part is empty (size 0)');
  if (request.size > MAX_PART_SIZE_BYTES) throw new GatewayError(400, 'The part is larger than 5 GiB');
  if (request.size > ticket.sizeBytes) throw new GatewayError(400, 'The part is larger than the file');
  const headers: Record<string, string> = request.md5 === undefined ? {} : { 'Content-MD5': request.md5 };
  const query = { partNumber: String(request.part), uploadId: ticket.s3UploadId };
  const url = await settings.s3.presign({ method: 'PUT', key: ticket.key, query, headers }, URL_LIFE_SECONDS);
  return { url, headers, location_url };
}
