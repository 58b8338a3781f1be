import { createHash, createHmac } from 'node:crypto';

export interface StreamingSeed {
  readonly secretAccessKey: string;
  readonly region: string;
  readonly amzDate: string;
  /** Signature of the request's head. */
  readonly signature: string;
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Uint8Array, text: string) => createHmac('sha256', key).update(text).digest();

/**
 * Frames a body as STREAMING-AWS4-HMAC-SHA256-PAYLOAD(-TRAILER), written from the S3 user guide and apart from the
 * store's own code.
 */
export function signStreamingBody(
  pieces: readonly string[],
  seed: StreamingSeed,
  trailer?: Readonly<Record<string, string>>,
): string {
  const day = seed.amzDate.slice(0, 8);
  const scope = `${day}/${seed.region}/s3/aws4_request`;
  const key = [day, seed.region, 's3', 'aws4_request'].reduce<Uint8Array>(
    (previous, step) => hmac(previous, step),
    Buffer.from(`AWS4${seed.secretAccessKey}`),
  );
  let signature = seed.signature;
  let body = '';
  for (const piece of [...pieces, '']) {
    const lines = ['AWS4-HMAC-SHA256-PAYLOAD', seed.amzDate, scope, signature, sha256(''), sha256(piece)];
    signature = hmac(key, lines.join('\n')).toString('hex');
    const isLast = piece === '';
    body += `${piece.length.toString(16)};chunk-signature=${signature}\r\n${piece}${isLast ? '' : '\r\n'}`;
  }
  if (!trailer) return `${body}\r\n`;
  const canonical = Object.entries(trailer).map(([name, value]) => `${name}:${value}\n`);
  const lines = ['AWS4-HMAC-SHA256-TRAILER', seed.amzDate, scope, signature, sha256(canonical.join(''))];
  const trailerSignature = hmac(key, lines.join('\n')).toString('hex');
  const written = Object.entries(trailer).map(([name, value]) => `${name}:${value}\r\n`);
  return `${body}${written.join('')}x-amz-trailer-signature:${trailerSignature}\r\n\r\n`;
}
