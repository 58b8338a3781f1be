import type { Clock } from '../engine/ports.ts';

/** Timers hold 32 bits of milliseconds; a longer wait is begun again when this one ends. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The real time. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  random: () => Math.random(),
  schedule(ms, callback) {
    let callOff = (): void => undefined;
    const wait = (leftMs: number): void => {
      const timerMs = Math.min(leftMs, LONGEST_TIMER_MS);
      const timer = setTimeout(() => (leftMs > timerMs ? wait(leftMs - timerMs) : callback()), timerMs);
      callOff = () => clearTimeout(timer);
    };
    wait(ms);
    return () => callOff();
  },
};
