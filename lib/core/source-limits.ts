/** Where a source that does not end by itself is cut. */
export interface SourceLimits {
  readonly maxBytes: number;
  /** Without a byte for so long it has stalled. */
  readonly stallMs: number;
}

const MIB = 1024 ** 2;

/** More than any picture of a page has. */
export const DEFAULT_SOURCE_BYTES = 100 * MIB;

export const LEAST_SOURCE_BYTES = MIB;

/** It is fetched in one go and can't be gone on with: a line of 100 Mbit/s takes a quarter of an hour for so much. */
export const GREATEST_SOURCE_BYTES = 10 * 1024 * MIB;

/** @param maxBytes as the person has set it */
export function sourceLimits(maxBytes: number): SourceLimits {
  return { maxBytes, stallMs: 30_000 };
}
