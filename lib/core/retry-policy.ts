import type { UploadError } from './upload-error.ts';

/** How often and how long to wait; names and defaults are Filestack's `retryOptions`. Times in ms. */
export interface RetryOptions {
  readonly retries: number;
  readonly factor: number;
  readonly minTimeout: number;
  readonly maxTimeout: number;
}

export const defaultRetryOptions: RetryOptions = {
  retries: 10,
  factor: 2,
  minTimeout: 1_000,
  maxTimeout: 60_000,
};

/** The longest `Retry-After` that is simply waited for. */
export const MAX_RETRY_AFTER_MS = 15 * 60_000;

const retriedCodes: ReadonlySet<string> = new Set(['network', 'timeout', 'throttled', 'server', 'integrity']);
/** A new signature at once cures these; more than two in a row means that it does not. */
const resignedCodes: ReadonlySet<string> = new Set(['url-expired', 'clock-skew']);
const MAX_RESIGNS = 2;

/** What to do after a failure: give up, or try again after `delayMs`. */
export type RetryDecision = { readonly kind: 'stop' } | { readonly kind: 'retry'; readonly delayMs: number };

/**
 * Decides about retry number `retry` (1 for the first).
 * The wait is uniform in [c/2, c] with c = min(maxTimeout, minTimeout · factor^(retry−1)); a longer `Retry-After`
 * replaces it as it stands, up to 15 minutes.
 * @param random a number in [0, 1)
 */
export function decideRetry(
  error: UploadError,
  retry: number,
  options: RetryOptions,
  random: number,
): RetryDecision {
  if (resignedCodes.has(error.code)) {
    return retry <= Math.min(MAX_RESIGNS, options.retries) ? { kind: 'retry', delayMs: 0 } : { kind: 'stop' };
  }
  if (!retriedCodes.has(error.code) || retry > options.retries) return { kind: 'stop' };
  const ceilingMs = Math.min(options.maxTimeout, options.minTimeout * options.factor ** (retry - 1));
  const backoffMs = ceilingMs / 2 + (ceilingMs / 2) * random;
  const serverMs = error.details.retryAfterMs ?? 0;
  if (serverMs > MAX_RETRY_AFTER_MS) return { kind: 'stop' };
  return { kind: 'retry', delayMs: Math.max(backoffMs, serverMs) };
}
