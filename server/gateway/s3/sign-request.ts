import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import { objectUrl } from './object-url.ts';
import type { S3Access } from './s3-access.ts';

/** What one request to S3 says, before it is signed. */
export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export interface SignedRequest {
  readonly url: string;
  readonly headers: Headers;
}

const amzDate = (nowMs: number): string => new Date(nowMs).toISOString().replace(/[:-]|\.\d{3}/g, '');

function createSigner(
  access: S3Access,
  request: S3Request,
  nowMs: number,
  isPresigned: boolean,
): AwsV4Signer {
  const url = new URL(objectUrl(access, request.key));
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  const headers: Record<string, string> = { ...request.headers };
  if (!isPresigned)
    headers['x-amz-content-sha256'] = createHash('sha256')
      .update(request.body ?? '')
      .digest('hex');
  return new AwsV4Signer({
    method: request.method,
    url: url.href,
    headers,
    accessKeyId: access.accessKeyId,
    secretAccessKey: access.secretAccessKey,
    region: access.region,
    service: 's3',
    datetime: amzDate(nowMs),
    signQuery: isPresigned,
  });
}

/** The URL with the very query text that was signed: a form-encoded `+` would be read as another character. */
const urlOf = (signer: AwsV4Signer): string =>
  `${signer.url.origin}${signer.url.pathname}${signer.encodedSearch === '' ? '' : `?${signer.encodedSearch}`}`;

/** Signs a request in its Authorization header, the body's SHA-256 included. */
export async function signRequest(
  access: S3Access,
  request: S3Request,
  nowMs: number,
): Promise<SignedRequest> {
  const signer = createSigner(access, request, nowMs, false);
  const { headers } = await signer.sign();
  return { url: urlOf(signer), headers };
}

/**
 * Presigned URL for one request by somebody else. `request.headers` are signed too (all but Content-Type), so the
 * sender has to send them as they are.
 */
export async function presignUrl(
  access: S3Access,
  request: S3Request,
  expiresSeconds: number,
  nowMs: number,
): Promise<string> {
  const query = { ...request.query, 'X-Amz-Expires': String(expiresSeconds) };
  const signer = createSigner(access, { ...request, query }, nowMs, true);
  return `${urlOf(signer)}&X-Amz-Signature=${await signer.signature()}`;
}
