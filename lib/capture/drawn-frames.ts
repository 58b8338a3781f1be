import type { Clock } from '../engine/ports.ts';

// Runs in the page.

/** Nothing is drawn in a tab that nobody sees: it is not waited for any longer. */
const LONGEST_MS = 1_000;

/** Waits until the page has been drawn so often: after two times, what was changed before is on the screen. */
export function framesDrawn(count: number, clock: Pick<Clock, 'schedule'>): Promise<void> {
  return new Promise((resolve) => {
    const callOff = clock.schedule(LONGEST_MS, resolve);
    const next = (left: number): void => {
      if (left > 0) {
        requestAnimationFrame(() => next(left - 1));
        return;
      }
      callOff();
      resolve();
    };
    next(count);
  });
}
