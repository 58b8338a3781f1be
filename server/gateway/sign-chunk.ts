import { MAX_PART_SIZE_BYTES } from '../../lib/core/part-plan.ts';
import { checkPartNumber } from './check-part-number.ts';
import { chunkKey } from './chunk-key.ts';
import { GatewayError } from './gateway-error.ts';
import { resumeTicket } from './resume-ticket.ts';
import type { Settings } from './settings.ts';
import { type SignedPart, URL_LIFE_SECONDS } from './sign-part.ts';
import type { UploadRequest } from './upload-requests.ts';

/**
 * Presigns the PUT of a chunk of a part: an object of its own, until the part is committed. Its key has the moment of
 * signing, so that what is signed later wins even when an earlier attempt arrives after it.
 */
export async function signChunk(settings: Settings, request: UploadRequest): Promise<SignedPart> {
  const ticket = resumeTicket(settings, request);
  const { part, offset, size, md5 } = request;
  checkPartNumber(part);
  if (offset === undefined) throw new GatewayError(400, 'offset is missing');
  if (size === 0) throw new GatewayError(400, 'The chunk is empty (size 0)');
  if (offset + size > Math.min(ticket.sizeBytes, MAX_PART_SIZE_BYTES)) {
    throw new GatewayError(400, 'The chunk ends after the file, or after 5 GiB of its part');
  }
  const headers: Record<string, string> = md5 === undefined ? {} : { 'Content-MD5': md5 };
  const name = { offsetBytes: offset, sizeBytes: size, signedMs: settings.now() };
  const key = chunkKey(ticket.id, part, name);
  const url = await settings.s3.presign({ method: 'PUT', key, headers }, URL_LIFE_SECONDS);
  return { url, headers, location_url: settings.publicUrl };
}
