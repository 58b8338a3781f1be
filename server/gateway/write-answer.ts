import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { corsHeaders } from './cors.ts';

const commonHeaders: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Writes an answer. A body that was not read is not waited for: the connection ends with the answer. */
export function writeAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (response.headersSent || response.destroyed) return;
  const headers: Record<string, string | number> = {
    ...commonHeaders,
    ...(answer.isHiddenFromScripts !== true && corsHeaders),
    ...answer.headers,
    'Content-Length': Buffer.byteLength(answer.body),
  };
  if (answer.status === 204) delete headers['Content-Length'];
  if (!request.complete) headers['Connection'] = 'close';
  response.writeHead(answer.status, headers);
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}
