import type { Duplex } from 'node:stream';
import { corsHeaders } from './cors.ts';

/** Answers what Node's parser refuses: without CORS a browser would call it a network error. */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, text] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'The request headers are too large']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'The request came too slowly']
        : ['400 Bad Request', 'The request is not HTTP'];
  const body = JSON.stringify({ error: text });
  const headers = { ...corsHeaders, 'Content-Type': 'application/json', 'Content-Length': body.length };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\nConnection: close\r\n\r\n${body}`);
}
