import type { ErrorCode } from './upload-error.ts';
import type { RetryOptions } from './upload-options.ts';

/** The longest `Retry-After` that is simply waited for; beyond it the job waits visibly. */
export const MAX_RETRY_AFTER_MS = 15 * 60_000;
/** An expired URL or a skewed clock is cured by a new signature, or not at all. */
export const MAX_RESIGNS = 2;

/** 408, 425, 429, 5xx, network and stall; and bytes that arrived wrong, which are sent again. */
const retriedCodes: ReadonlySet<ErrorCode> = new Set([
  'network',
  'timeout',
  'throttled',
  'server',
  'integrity',
]);
const resignedCodes: ReadonlySet<ErrorCode> = new Set(['url-expired', 'clock-skew']);

/** What to do after a failure. */
export type RetryDecision =
  /** Give up this burst of attempts. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'retry'; readonly delayMs: number }
  /** The server asked for more than 15 minutes. */
  | { readonly kind: 'wait'; readonly delayMs: number };

export interface Failure {
  readonly code: ErrorCode;
  readonly retryAfterMs?: number | undefined;
}

/**
 * Decides about retry number `retry` (1 for the first). This is the one rule of retries; its vectors are in
 * retry-vectors.json. The wait is uniform in [c/2, c] with c = min(maxTimeout, minTimeout · factor^(retry−1)); a longer
 * `Retry-After` replaces it as it stands.
 * @param random a number in [0, 1)
 */
export function decideRetry(
  failure: Failure,
  retry: number,
  options: RetryOptions,
  random: number,
): RetryDecision {
  if (retry > options.retries) return { kind: 'stop' };
  if (resignedCodes.has(failure.code)) {
    return retry <= MAX_RESIGNS ? { kind: 'retry', delayMs: 0 } : { kind: 'stop' };
  }
  if (!retriedCodes.has(failure.code)) return { kind: 'stop' };
  const serverMs = failure.retryAfterMs ?? 0;
  if (serverMs > MAX_RETRY_AFTER_MS) return { kind: 'wait', delayMs: serverMs };
  return { kind: 'retry', delayMs: Math.max(backoffMs(retry, options, random), serverMs) };
}

/** How often something that fails of a code is tried in a row, with the first time. */
export function mostTries(code: ErrorCode | undefined, { retries }: RetryOptions): number {
  return 1 + (code !== undefined && resignedCodes.has(code) ? Math.min(retries, MAX_RESIGNS) : retries);
}

/** The wait before retry number `retry`. */
export function backoffMs(
  retry: number,
  { minTimeout, maxTimeout, factor }: RetryOptions,
  random: number,
): number {
  const ceilingMs = Math.min(maxTimeout, minTimeout * factor ** (retry - 1));
  return Math.round(ceilingMs / 2 + (ceilingMs / 2) * random);
}
