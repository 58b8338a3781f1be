import { S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import { openBody } from './open-body.ts';

/** Room for 10,000 parts with a SHA-256 each, which take about 1.7 MB. */
const documentLimitBytes = 4 * 1024 * 1024;

/**
 * Reads a request document whole, verified like any body.
 * @throws S3Error MaxMessageLengthExceeded, or what `openBody` throws
 */
export async function readText(request: S3Request): Promise<string> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > documentLimitBytes) {
    throw new S3Error('MaxMessageLengthExceeded', undefined, {
      MaxMessageLengthBytes: String(documentLimitBytes),
    });
  }
  const body = await openBody(request, documentLimitBytes);
  const pieces: Buffer[] = [];
  for await (const piece of body.pieces) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
