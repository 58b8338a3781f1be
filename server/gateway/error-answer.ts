import { type Answer, errorAnswer } from './answer.ts';
import { GatewayError } from './gateway-error.ts';
import { S3Error } from './s3/s3-error.ts';

const BUSY = [
  'SlowDown',
  'ServiceUnavailable',
  'RequestTimeout',
  'InternalError',
  'Network',
  'OperationAborted',
];

/** What the client reads of an error. Its own mistakes are never 5xx: clients would try them again for long. */
export function answerOfError(error: unknown): Answer {
  if (error instanceof GatewayError) return errorAnswer(error.status, error.message, error.headers);
  if (error instanceof S3Error) {
    if (error.code === 'KeyTooLongError') return errorAnswer(400, 'The key (path and file name) is too long');
    if (BUSY.includes(error.code) || error.status === 503) {
      return errorAnswer(503, `The store is busy or away (${error.code})`, { 'Retry-After': '1' });
    }
    return errorAnswer(502, `The store refused the gateway's request (${error.code})`);
  }
  return errorAnswer(500, 'Internal error of the gateway');
}
