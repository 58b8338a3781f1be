import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Answer } from '../s3-answer.ts';
import type { S3Error } from '../s3-error.ts';
import { xmlDocument } from '../xml/xml-document.ts';

/** Sends an answer; fulfilled when it is out, rejected when the client went away or the body couldn't be read. */
export async function writeAnswer(
  response: ServerResponse,
  isHead: boolean,
  answer: S3Answer,
): Promise<void> {
  response.writeHead(answer.status, { ...answer.headers });
  if (isHead || answer.body === undefined) response.end();
  else if (typeof answer.body === 'string') response.end(answer.body);
  else await pipeline(Readable.from(answer.body, { objectMode: false }), response);
}

/** S3's error document. */
export function errorAnswer(error: S3Error, resource: string, requestId: string): S3Answer {
  const body = xmlDocument('Error', {
    Code: error.code,
    Message: error.message,
    ...error.details,
    Resource: resource,
    RequestId: requestId,
    HostId: 'embedded-s3',
  });
  return { status: error.status, headers: { 'content-type': 'application/xml' }, body };
}
