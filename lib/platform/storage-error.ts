import { UploadError } from '../core/upload-error.ts';

/** Reading the source failed, as opposed to writing the copy. */
const sourceErrors = new Set(['NotReadableError', 'NotFoundError', 'DataError']);

/**
 * What IndexedDB threw, as an `UploadError`. A full disk shows in several shapes: `QuotaExceededError`, `UnknownError`
 * with the connection closed, an aborted transaction.
 */
export function storageError(thrown: unknown): UploadError {
  if (thrown instanceof UploadError) return thrown;
  return new UploadError('storage', 'the browser could not keep what it was given', { step: 'save' }, thrown);
}

/** What IndexedDB threw while it copied a file: the file's fault, or the disk's. */
export function stagingError(thrown: unknown): UploadError {
  // Chromium's DataError tells of both: "Failed to write blobs (IOError)" is a full disk, "(InvalidBlob)" a changed file.
  const isDisk =
    thrown instanceof DOMException && thrown.name === 'DataError' && thrown.message.includes('IOError');
  const isSource = !isDisk && thrown instanceof DOMException && sourceErrors.has(thrown.name);
  return isSource
    ? new UploadError('source-gone', 'the file could not be read', { step: 'stage' }, thrown)
    : storageError(thrown);
}

/** Refuses to change bytes beside a journal that was lost: whether it is still ours is seen when it is written again. */
export function lostError(): UploadError {
  return new UploadError('storage', 'the browser has lost what it was given before', { step: 'save' });
}

/** Refuses to write where a newer version has written: it may rely on what this one does not know. */
export function newerVersionError(): UploadError {
  return new UploadError('storage', 'the journal is a newer version’s and is not touched', { step: 'save' });
}
