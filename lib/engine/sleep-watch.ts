import type { Clock } from './ports.ts';

/** How often somebody looks at the clock while requests are under way. */
const LOOK_MS = 10_000;
/** A look that comes so much later than it should was kept back: the computer has slept. */
const SLEEP_MS = 30_000;

/**
 * Notices that the computer has slept, or that its clock was set forward: to what is under way the same, since neither
 * connection nor signature outlives it.
 */
export interface SleepWatch {
  /** Whether something is under way that a sleep would cut off. */
  expect(isBusy: boolean): void;
  /** To be called before a failure is believed: it may be heard before the next look. */
  look(): void;
}

export function createSleepWatch(clock: Clock, onWoke: () => void): SleepWatch {
  let lookedMs: number | undefined;
  let callOff = (): void => undefined;

  function look(): void {
    if (lookedMs === undefined) return;
    const nowMs = clock.nowMs();
    const hasSlept = nowMs - lookedMs > LOOK_MS + SLEEP_MS;
    lookedMs = nowMs;
    if (hasSlept) onWoke();
  }

  function lookAgain(): void {
    callOff = clock.schedule(LOOK_MS, () => {
      look();
      if (lookedMs !== undefined) lookAgain();
    });
  }

  return {
    look,
    expect(isBusy) {
      if (isBusy === (lookedMs !== undefined)) return;
      callOff();
      lookedMs = isBusy ? clock.nowMs() : undefined;
      if (isBusy) lookAgain();
    },
  };
}
