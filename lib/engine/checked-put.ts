import { putError } from '../core/answer-errors.ts';
import { UploadError } from '../core/upload-error.ts';
import type { PartDigest, PutAnswer, SignedPut } from './ports.ts';

/** A signed PUT that names the MD5 of its bytes, so that the store refuses others. */
export function withMd5({ url, headers }: SignedPut, digest: PartDigest | undefined): SignedPut {
  const isNamed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-md5');
  if (digest === undefined || isNamed) return { url, headers };
  return { url, headers: { ...headers, 'Content-MD5': digest.base64 } };
}

/** The ETag of a PUT that the store has taken. Throws an `UploadError` when it has not, or has other bytes. */
export function checkedEtag(answer: PutAnswer, digest: PartDigest | undefined, origin: string): string {
  const { status, etag, body, retryAfterMs } = answer;
  const isError = status < 200 || status > 299 || /<Error>/i.test(body);
  if (isError) {
    throw putError({
      step: 'put',
      status,
      body,
      origin,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  if (etag === null || etag === '') {
    throw new UploadError('etag-hidden', 'the store hides the ETag of a stored part', {
      step: 'put',
      origin,
    });
  }
  // 32 hex digits are an MD5; other tags (SSE-KMS and the like) say nothing of the bytes, Content-MD5 did.
  if (digest !== undefined && /^[0-9a-f]{32}$/i.test(etag) && etag.toLowerCase() !== digest.hex) {
    throw new UploadError('integrity', 'the store has other bytes than were sent', { step: 'put', origin });
  }
  return etag;
}
