import { type CaptureTrouble, type ErrorDetails, UploadError } from '../core/upload-error.ts';

/**
 * Something that a page shows and that can't be had, and why. Its address stays out of it, but for the origin: it may
 * hold a secret.
 */
export function captureError(
  capture: CaptureTrouble,
  url: string,
  more: Pick<ErrorDetails, 'status' | 'found' | 'limitBytes'> = {},
  cause?: unknown,
): UploadError {
  const origin = URL.canParse(url) ? new URL(url).origin : 'null';
  const message = `the picture could not be had: ${capture}`;
  const details = { step: 'capture', capture, ...(origin !== 'null' && { origin }), ...more };
  return new UploadError('source-gone', message, details, cause);
}
