/** Where a source that does not end by itself is cut. */
export interface SourceLimits {
  readonly maxBytes: number;
  /** Without a byte for so long it has stalled. */
  readonly stallMs: number;
}

/** More than any picture of a page has. */
export const MAX_SOURCE_BYTES = 100 * 1024 ** 2;

export const defaultSourceLimits: SourceLimits = { maxBytes: MAX_SOURCE_BYTES, stallMs: 30_000 };
