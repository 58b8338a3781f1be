import type { Duplex } from 'node:stream';
import { S3Error } from '../s3-error.ts';
import { errorAnswer } from './write-answer.ts';

/** How long a client that sent no proper request may go on sending before it is cut off. */
const graceMs = 2000;

/** Answers what Node's parser refused: there is no request to answer then, only a socket. */
export function answerClientError(error: Error, socket: Duplex): void {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ECONNRESET' || !socket.writable) return;
  const { status, body } = errorAnswer(refusal(code), '', '');
  const text = typeof body === 'string' ? body : '';
  const head = [
    `HTTP/1.1 ${status} Bad Request`,
    'Connection: close',
    'Content-Type: application/xml',
    `Content-Length: ${Buffer.byteLength(text)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
  // Closed at once, the bytes still coming would reset the connection and take the answer with them.
  setTimeout(() => socket.destroy(), graceMs).unref();
}

function refusal(code: unknown): S3Error {
  if (code === 'HPE_HEADER_OVERFLOW') return new S3Error('RequestHeaderSectionTooLarge');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new S3Error('RequestTimeout');
  return new S3Error('BadRequest', 'An error occurred when parsing the HTTP request.');
}
