import { LONGEST_RETRY_AFTER_MS } from '../core/wait-ladder.ts';

/**
 * The wait that a `Retry-After` header asks for, in ms: seconds or an HTTP date (RFC 9110 §10.2.3).
 * @returns undefined when there is none, or none that makes sense
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const waitMs = askedMs(header.trim(), nowMs);
  // A date further away is that of a clock, here or there, which is wrong.
  return waitMs >= 0 && waitMs <= LONGEST_RETRY_AFTER_MS ? waitMs : undefined;
}

/** NaN for what is neither seconds nor a date. */
function askedMs(text: string, nowMs: number): number {
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  return /^[A-Z][a-z]{2},/.test(text) ? Date.parse(text) - nowMs : Number.NaN;
}
