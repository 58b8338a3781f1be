/** Every way an upload can go wrong. Each code has one policy and one text for people. */
export const errorCodes = [
  'cancelled',
  'offline',
  'network',
  'timeout',
  'throttled',
  'server',
  'url-expired',
  'clock-skew',
  'auth',
  'rejected',
  'etag-hidden',
  'integrity',
  'upload-gone',
  'source-gone',
  'storage',
  'interrupted',
  'limit',
  'protocol',
  'unexpected',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What is wrong with a file that is to be read, where that can be told. */
export const sourceTroubles = ['changed', 'deleted', 'unreadable'] as const;
export type SourceTrouble = (typeof sourceTroubles)[number];

/**
 * Why something that a page shows could not be had. `found`: it was had, and is no picture; `sealed`: nobody may read its
 * pixels; `page-left`: the person, or the page, went elsewhere in the middle; `page-moves`: what was seen is not what was
 * to be had.
 */
export const captureTroubles = [
  'address',
  'private-address',
  'elsewhere',
  'sealed',
  'page-gone',
  'page-left',
  'page-moves',
  'page-too-large',
  'unreachable',
  'downgrade',
  'status',
  'found',
  'too-large',
  'stalled',
] as const;
export type CaptureTrouble = (typeof captureTroubles)[number];

/** Facts beside the message. Never a secret: URLs are cut to their origin before they come here. */
export interface ErrorDetails {
  /**
   * What was being done: `start`, `upload` (signing a part), `put`, `commit`, `complete`, `verify`, `read`, `stage`, `save`,
   * `capture`, `options`, `store`, `metadata` or `remove`.
   */
  readonly step?: string;
  /** HTTP status of the answer. */
  readonly status?: number;
  /** What the server said, as plain text of at most 200 characters. */
  readonly serverText?: string;
  /** Origin that was asked. */
  readonly origin?: string;
  /** The server asked to wait this long. */
  readonly retryAfterMs?: number;
  /** Complete was asked before and may have been carried out, so that the file may be stored all the same. */
  readonly mayBeStored?: boolean;
  readonly source?: SourceTrouble;
  readonly capture?: CaptureTrouble;
  /** What came was larger than this. */
  readonly limitBytes?: number;
  /** What came instead of a picture: `page`, `json`, `text`, `empty`, `unknown` or a MIME type. */
  readonly found?: string;
}

/** `UploadError` as plain data, for the journal and for messages. */
export interface PlainError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

/** The one error class of uploads. */
export class UploadError extends Error {
  override readonly name = 'UploadError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.details = details;
  }
}

/** Anything thrown, as an `UploadError`: what is not one is a bug of ours and `unexpected`. */
export function toUploadError(thrown: unknown): UploadError {
  if (thrown instanceof UploadError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new UploadError('unexpected', message, {}, thrown);
}

/** An error from its plain data. */
export function fromPlainError({ code, message, details }: PlainError): UploadError {
  return new UploadError(code, message, details);
}

export function toPlainError({ code, message, details }: UploadError): PlainError {
  return { code, message, details };
}

/** Foreign text made fit to show: no control characters, one line, at most 200 characters. */
export function clipServerText(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return line.length > 200 ? `${line.slice(0, 199).toWellFormed()}…` : line;
}
