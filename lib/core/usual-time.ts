/** How long bodies have taken on the wire lately. */
export interface UsualTime {
  readonly ms: number;
  /** When one last came late: what had begun before is late for the same reason, and says nothing more. */
  readonly lateAtMs: number;
}

export const firstUsualTime: UsualTime = { ms: 500, lateAtMs: 0 };

const LEAST_MS = 100;
/** What times differ by without anything being wrong. */
const TOLERANCE = 1.5;
const TOLERANCE_MS = 250;
/** So much of a long time is left after each that was shorter. */
const FADING = 0.98;

export function isLate({ ms }: UsualTime, tookMs: number): boolean {
  return tookMs > ms * TOLERANCE + TOLERANCE_MS;
}

/** A body has ended. A stall is soon forgotten; a line that has become slower is believed step by step. */
export function afterBody(usual: UsualTime, beganMs: number, endedMs: number): UsualTime {
  const tookMs = endedMs - beganMs;
  if (!isLate(usual, tookMs)) return { ...usual, ms: Math.max(LEAST_MS, tookMs, usual.ms * FADING) };
  const ms = beganMs < usual.lateAtMs ? usual.ms : Math.min(tookMs, usual.ms * 2);
  return { ms, lateAtMs: endedMs };
}
