import { UploadError } from '../core/upload-error.ts';

// What every transport says in the same words.

export function putCancelled(cause?: unknown): UploadError {
  return new UploadError('cancelled', 'the PUT was cancelled', { step: 'put' }, cause);
}

/** @param origin of the presigned URL, whose rest is a secret */
export function putFailed(code: 'network' | 'timeout', origin: string, cause?: unknown): UploadError {
  return new UploadError(code, `a part could not be sent to ${origin}`, { step: 'put', origin }, cause);
}

/** An ETag without its quotes and weakness mark. */
export function unquotedEtag(etag: string | null): string | null {
  return etag === null ? null : etag.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
}
