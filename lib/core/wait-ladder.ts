const MINUTE_MS = 60_000;

/** Waits of a job whose server can't be reached: 30 s, 1, 2, 5, then every 15 minutes. */
const ladderMs = [MINUTE_MS / 2, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS] as const;

/** How long a job waits for a server that can't be reached. */
export const UNREACHABLE_LIMIT_MS = 7 * 24 * 60 * MINUTE_MS;
/** How long complete is polled with the waits of the retries, before the ladder. */
export const PENDING_BURST_MS = 15 * MINUTE_MS;
/** How long complete is polled in all. */
export const PENDING_LIMIT_MS = 24 * 60 * MINUTE_MS;
/** How long a failed job keeps its bytes for "Try again". */
export const FAILED_LIMIT_MS = 7 * 24 * 60 * MINUTE_MS;

/** The wait of rung `rung`, 0 for the first. */
export function ladderDelayMs(rung: number): number {
  return ladderMs[Math.min(rung, ladderMs.length - 1)] ?? 15 * MINUTE_MS;
}
