import { putLimitMs } from '../core/stall-limit.ts';
import { toUploadError } from '../core/upload-error.ts';
import { isWorthTelling } from '../core/worth-telling.ts';
import type { Clock } from './ports.ts';

/** A smaller part takes the time of an answer, which says nothing of the wire. */
const LEAST_TELLING_BYTES = 1024 ** 2;

/** How long a PUT may take, by what the wire has shown lately. */
export interface PutPace {
  /** Runs a PUT under its limit and learns from how long it took. */
  measure<T>(sizeBytes: number, put: (limitMs: number) => Promise<T>): Promise<T>;
  /** Whether a part is so slow that bytes on the wire are worth telling. */
  isSlow(sizeBytes: number): boolean;
}

/** The rate of the wire, shared by all jobs. A part that runs into its limit shows that nothing is known any more. */
export interface WireRate {
  bytesPerMs?: number;
}

export function createPutPace(rate: WireRate, timeoutMs: number, clock: Clock): PutPace {
  return {
    async measure(sizeBytes, put) {
      const startedMs = clock.nowMs();
      try {
        const answer = await put(putLimitMs(sizeBytes, timeoutMs, rate.bytesPerMs));
        if (sizeBytes >= LEAST_TELLING_BYTES)
          rate.bytesPerMs = sizeBytes / Math.max(1, clock.nowMs() - startedMs);
        return answer;
      } catch (thrown) {
        if (toUploadError(thrown).code === 'timeout') delete rate.bytesPerMs;
        throw thrown;
      }
    },
    isSlow: (sizeBytes) => isWorthTelling(sizeBytes, rate.bytesPerMs),
  };
}
