const MINUTE_MS = 60_000;

/** Waits of a job whose server can't be reached: 30 s, 1, 2, 5, then every 15 minutes. */
const ladderMs = [MINUTE_MS / 2, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS] as const;

/** The longest wait between two tries: the last rung, and the longest `Retry-After` that is simply waited for. */
export const LONGEST_BACKOFF_MS = 15 * MINUTE_MS;
/** The longest that a server is believed when it asks to wait. */
export const LONGEST_RETRY_AFTER_MS = 7 * 24 * 60 * MINUTE_MS;
/** The longest that a new upload can be held back for the person to undo it. */
export const LONGEST_UNDO_MS = MINUTE_MS;
/** How long a job waits for a server that can't be reached. */
export const UNREACHABLE_LIMIT_MS = 7 * 24 * 60 * MINUTE_MS;
/** How long complete is polled with the waits of the retries, before the ladder. */
export const PENDING_BURST_MS = 15 * MINUTE_MS;
/** How long complete is polled in all. */
export const PENDING_LIMIT_MS = 24 * 60 * MINUTE_MS;
/** How long a failed job keeps its bytes for "Try again". */
export const FAILED_LIMIT_MS = 7 * 24 * 60 * MINUTE_MS;

/**
 * Whether the moment has come that something waits for. A wait that would last longer than any does was reckoned by a
 * clock that has been set back since, and is over.
 * @param longestMs the longest that the wait can have been
 */
export function hasCome(untilMs: number, nowMs: number, longestMs: number): boolean {
  return untilMs <= nowMs || untilMs - nowMs > longestMs;
}

/** The wait of rung `rung`, 0 for the first. */
export function ladderDelayMs(rung: number): number {
  return ladderMs[Math.min(rung, ladderMs.length - 1)] ?? 15 * MINUTE_MS;
}
