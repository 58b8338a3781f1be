import { type PlainError, toPlainError, toUploadError } from '../core/upload-error.ts';
import { ladderDelayMs } from '../core/wait-ladder.ts';
import type { Clock } from './ports.ts';
import type { RecoveredState } from './recover-jobs.ts';

/** How a try ended. */
export type RecoveryOutcome =
  | { readonly kind: 'recovered'; readonly state: RecoveredState }
  | { readonly kind: 'failed'; readonly error: PlainError };

/** The recovery of the jobs, which a full disk may prevent for a while. */
export interface Recovery {
  /** Resolves when it has succeeded, whenever that is; never rejects. */
  readonly done: Promise<RecoveredState>;
  /** Tries at once unless a try is under way. @returns how that try ends, or that it has succeeded before */
  attempt(): Promise<RecoveryOutcome>;
  /** How the last try has ended, or will end that is under way. */
  latest(): Promise<RecoveryOutcome>;
}

/**
 * Recovers, and after each failure tries again with the waits of the ladder: an open page may keep this process alive
 * for ever, so that no other one would try.
 * @param onWait a try has failed; the next one is at this time
 */
export function recoverPatiently(
  recover: () => Promise<RecoveredState>,
  clock: Clock,
  onWait: (nextTryMs: number) => void,
): Recovery {
  let failures = 0;
  /** A try is under way, or has succeeded: nothing is to be tried. */
  let isTaken = false;
  let callOffTimer = (): void => undefined;
  let resolveDone: (state: RecoveredState) => void = () => undefined;
  const done = new Promise<RecoveredState>((resolve) => {
    resolveDone = resolve;
  });
  let last = start();

  async function start(): Promise<RecoveryOutcome> {
    isTaken = true;
    callOffTimer();
    try {
      const state = await recover();
      resolveDone(state);
      return { kind: 'recovered', state };
    } catch (thrown) {
      isTaken = false;
      const delayMs = ladderDelayMs(failures);
      failures += 1;
      callOffTimer = clock.schedule(delayMs, () => void attempt());
      onWait(clock.nowMs() + delayMs);
      return { kind: 'failed', error: toPlainError(toUploadError(thrown)) };
    }
  }

  function attempt(): Promise<RecoveryOutcome> {
    if (!isTaken) last = start();
    return last;
  }

  return { done, attempt, latest: () => last };
}
