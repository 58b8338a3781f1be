interface Timer {
  atMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** Time that passes only when nothing else is left to do. */
export interface VirtualClock {
  nowMs(): number;
  schedule(ms: number, callback: () => void): () => void;
  /** Resolves after `ms` of virtual time. */
  wait(ms: number): Promise<void>;
  /** Changes the time and no timer: the clock is set, or the computer sleeps. */
  jump(ms: number): void;
  /** When the next timer fires, if there is one. */
  nextMs(): number | undefined;
  /** Lets everything that waits for no time happen, then goes on to the next timer. @returns false when there is none */
  advance(): Promise<boolean>;
}

/** Timers fire early by up to so many looks, each by another number. */
const EARLY_LOOKS = 8;

/**
 * @param tickMs passes at each look at the clock, as it may between any two on a real machine; timers fire a few such
 * looks early, as those of browsers and of Node do
 */
export function createVirtualClock(startMs = 1_800_000_000_000, tickMs = 0): VirtualClock {
  const timers = new Set<Timer>();
  let nowMs = startMs;
  let order = 0;

  function schedule(ms: number, callback: () => void): () => void {
    order += 1;
    const timer = { atMs: nowMs + Math.max(0, ms - ((order % EARLY_LOOKS) + 0.5) * tickMs), order, callback };
    timers.add(timer);
    return () => void timers.delete(timer);
  }

  function first(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of timers) {
      const isEarlier = next === undefined || timer.atMs < next.atMs;
      if (isEarlier || (timer.atMs === next?.atMs && timer.order < next.order)) next = timer;
    }
    return next;
  }

  return {
    nowMs() {
      nowMs += tickMs;
      return nowMs;
    },
    schedule,
    wait: (ms) => new Promise((resolve) => void schedule(ms, resolve)),
    jump(ms) {
      nowMs += ms;
      for (const timer of timers) timer.atMs += ms;
    },
    nextMs: () => first()?.atMs,
    async advance() {
      // Promises that wait for no time are all settled before an immediate runs.
      await new Promise((resolve) => setImmediate(resolve));
      const next = first();
      if (next === undefined) return false;
      timers.delete(next);
      nowMs = Math.max(nowMs, next.atMs);
      next.callback();
      return true;
    },
  };
}
