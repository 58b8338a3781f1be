import { type SourceTrouble, UploadError } from '../core/upload-error.ts';
import type { Clock } from './ports.ts';

/** A file that is only in a cloud, or on a disk that fails, may keep a reader waiting for ever. */
export const READ_LIMIT_MS = 120_000;

/**
 * Reads a range of a file that a person chose. The browser refuses one whose time or size has changed since.
 * Rejects with an `UploadError` of the step `read`: `source-gone` saying what is wrong, as far as it can be told, or
 * `timeout` after two minutes.
 */
export async function readSource(range: Blob, clock: Clock): Promise<ArrayBuffer> {
  const bytes = await withLimit(range.arrayBuffer(), clock);
  if (bytes.byteLength === range.size) return bytes;
  throw sourceGone('changed', `${bytes.byteLength} of ${range.size} bytes were read`);
}

export function sourceGone(source: SourceTrouble, message: string, cause?: unknown): UploadError {
  return new UploadError('source-gone', message, { step: 'read', source }, cause);
}

/** Reading can't be called off: one that takes too long is left behind. */
function withLimit(reading: Promise<ArrayBuffer>, clock: Clock): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const callOff = clock.schedule(READ_LIMIT_MS, () =>
      reject(new UploadError('timeout', 'reading the file takes too long', { step: 'read' })),
    );
    reading.then(resolve, (cause) => reject(asSourceGone(cause))).finally(callOff);
  });
}

/** Chromium's `NotReadableError` stands for a changed file as for one that may not be read. */
export function asSourceGone(cause: unknown): UploadError {
  const isDeleted = cause instanceof DOMException && cause.name === 'NotFoundError';
  return isDeleted
    ? sourceGone('deleted', 'the file is not there', cause)
    : sourceGone('unreadable', 'the bytes could not be read', cause);
}
