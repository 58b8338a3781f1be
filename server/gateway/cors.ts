import type { IncomingHttpHeaders } from 'node:http';

/** On every answer, errors too: without it a client sees a network error and tries again. */
export const corsHeaders: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Retry-After',
};

/** Grants a preflight what it asks for: `*` would not cover Authorization. */
export function preflightHeaders(request: IncomingHttpHeaders): Record<string, string> {
  const asked = request['access-control-request-headers'] ?? '';
  const headers: Record<string, string> = {
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, DELETE, OPTIONS',
    'Access-Control-Max-Age': '7200', // Chromium's cap
    Vary: 'Access-Control-Request-Headers',
  };
  if (/^[\w!#$%&'*+.^`|~, -]+$/.test(asked)) headers['Access-Control-Allow-Headers'] = asked;
  if (request['access-control-request-private-network'] === 'true') {
    headers['Access-Control-Allow-Private-Network'] = 'true';
  }
  return headers;
}
