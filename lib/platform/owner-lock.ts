const NAME = 'upload-engine';
/** A frozen owner gets this long; then it is shut out, and the journal refuses what it still tries. */
const PATIENCE_MS = 5_000;

/** The right of one context to be the only one that runs uploads. */
export interface OwnerLock {
  /** Resolves when this context has it, which it keeps until it ends or is too slow to answer. */
  take(): Promise<void>;
  /** Whether it has not been stolen meanwhile. */
  isStillHeld(): Promise<boolean>;
}

/** What is used of the Web Locks API. */
interface Locks {
  request(name: string, options: LockOptions, work: () => Promise<unknown>): Promise<unknown>;
  query(): Promise<unknown>;
}

/** @param patience gives the signal of how long a frozen owner is waited for */
export function createOwnerLock(
  locks: Locks = navigator.locks,
  patience: () => AbortSignal = () => AbortSignal.timeout(PATIENCE_MS),
): OwnerLock {
  const hold = () => new Promise<never>(() => undefined);
  let state: 'wanted' | 'held' | 'stolen' = 'wanted';

  return {
    take: () =>
      new Promise((resolve) => {
        const request = (options: LockOptions) =>
          locks.request(NAME, options, () => {
            state = 'held';
            resolve();
            return hold();
          });
        request({ signal: patience() })
          .catch((error: unknown) => {
            // One whose lock was stolen is shut out, and does not steal it back.
            if (state !== 'wanted') throw error;
            return request({ steal: true });
          })
          .catch(() => {
            state = 'stolen';
          });
      }),
    async isStillHeld() {
      // The answer comes after the news of a theft before it.
      await locks.query();
      return state === 'held';
    },
  };
}
