import { afterBreak, afterPart, afterStall, firstLinkPace, type LinkPace } from '../core/link-pace.ts';
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

/** The wire, shared by all jobs of a process. */
export interface Link {
  pace: LinkPace;
}

export function createLink(): Link {
  return { pace: firstLinkPace };
}

export function createPutPace(link: Link, timeoutMs: number, clock: Clock): PutPace {
  return {
    async measure(sizeBytes, put) {
      const startedMs = clock.nowMs();
      try {
        const answer = await put(putLimitMs(sizeBytes, timeoutMs, link.pace.bytesPerMs));
        if (sizeBytes >= LEAST_TELLING_BYTES)
          link.pace = afterPart(link.pace, sizeBytes, clock.nowMs() - startedMs);
        return answer;
      } catch (thrown) {
        const { code } = toUploadError(thrown);
        if (code === 'timeout') link.pace = afterStall(link.pace);
        if (code === 'network') link.pace = afterBreak(link.pace);
        throw thrown;
      }
    },
    isSlow: (sizeBytes) => isWorthTelling(sizeBytes, link.pace.bytesPerMs),
  };
}
