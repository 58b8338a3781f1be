import { authorise, checkApiKey } from './authorise.ts';
import { GatewayError } from './gateway-error.ts';
import type { Settings } from './settings.ts';
import { apiKeyDigest, openTicket, type Ticket } from './ticket.ts';

/** What every call after start brings. */
export interface SessionRequest {
  readonly apikey?: string | undefined;
  readonly policy?: string | undefined;
  readonly signature?: string | undefined;
  readonly upload_id: string;
  readonly uri?: string | undefined;
  readonly fii: boolean;
}

/** Opens the ticket of a later call and checks key and policy anew: an expiry may pass during an upload. */
export function resumeTicket(settings: Settings, request: SessionRequest): Ticket {
  checkApiKey(settings, request.apikey);
  const ticket = openTicket(request.upload_id, settings.ticketKey);
  const { bucket } = settings.s3.access;
  if (ticket.bucket !== bucket) throw new GatewayError(404, 'This upload_id belongs to another container');
  if (ticket.apiKey !== apiKeyDigest(settings.apiKey, settings.ticketKey)) {
    throw new GatewayError(403, 'This upload was started with another API key');
  }
  if (request.uri !== undefined && request.uri !== `/${bucket}/${ticket.key}`) {
    throw new GatewayError(400, 'uri and upload_id are of different uploads');
  }
  if (request.fii && !ticket.isIntelligent)
    throw new GatewayError(400, 'Intelligent ingestion is not offered for this upload');
  authorise(settings, request, {
    calls: ['pick', 'store'],
    nowMs: settings.now(),
    container: bucket,
    path: ticket.path,
    sizeBytes: ticket.sizeBytes,
  });
  return ticket;
}
