import { createHmac } from 'node:crypto';
import * as v from 'valibot';
import { equalSecrets } from './equal-secrets.ts';
import { GatewayError } from './gateway-error.ts';

const ticketSchema = v.object({
  id: v.string(),
  bucket: v.string(),
  key: v.string(),
  /** S3's id of the multipart upload; empty for a zero-byte file, which has none. */
  s3UploadId: v.string(),
  apiKey: v.string(),
  filename: v.string(),
  mimetype: v.string(),
  sizeBytes: v.number(),
  path: v.string(),
  access: v.optional(v.picklist(['public', 'private'])),
  startedMs: v.number(),
  /** Its parts may come in chunks. */
  isIntelligent: v.optional(v.boolean()),
});

/**
 * All that must be known of an upload between its calls. It travels signed as `upload_id`, so any gateway over the
 * bucket can go on with the upload. `id` names the upload; `apiKey` is a digest.
 */
export type Ticket = Readonly<v.InferOutput<typeof ticketSchema>>;

const tag = (payload: string, key: Buffer): string =>
  createHmac('sha256', key).update(`upload ${payload}`).digest('base64url');

/** A digest of the API key for the ticket: its reader must not learn a key it did not have. */
export const apiKeyDigest = (apiKey: string, key: Buffer): string =>
  createHmac('sha256', key).update(`apikey ${apiKey}`).digest('base64url').slice(0, 22);

export function sealTicket(ticket: Ticket, key: Buffer): string {
  const payload = Buffer.from(JSON.stringify(ticket)).toString('base64url');
  return `${payload}.${tag(payload, key)}`;
}

/** Opens an `upload_id`; one that this gateway's like did not make is unknown: 404. */
export function openTicket(uploadId: string, key: Buffer): Ticket {
  const [payload = '', mac = '', ...rest] = uploadId.split('.');
  if (rest.length > 0 || !equalSecrets(tag(payload, key), mac))
    throw new GatewayError(404, 'Unknown upload_id');
  return v.parse(ticketSchema, JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
}
