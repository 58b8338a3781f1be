import { UploadError } from '../core/upload-error.ts';
import type { Clock } from './ports.ts';

/** Lets bodies onto the wire no faster than a limit, all jobs together. */
export interface BandwidthGate {
  /**
   * Resolves when the next `sizeBytes` may begin; those who ask first go first. Rejects with `cancelled` on abort, and
   * has then spent nothing.
   */
  take(sizeBytes: number, signal: AbortSignal): Promise<void>;
  /** Bytes a second; undefined for no limit. */
  limit(): number | undefined;
  /** The limit may have changed: who waits is told anew. */
  limitChanged(): void;
}

/** What a late timer may cost is made good; an idle time is not saved up. */
const LATENESS_MS = 250;

interface Waiter {
  readonly sizeBytes: number;
  readonly admit: () => void;
}

/**
 * The time at which the bytes let in so far will have passed at the limit, is when the next may begin. So over any time
 * at most what the limit allows begins, and one body more. A body can't be slowed down once it is on its way (a
 * browser sends no stream to S3), so the smaller the bodies, the more even it is.
 * @param limitOf bytes a second, undefined for no limit; asked anew for each body
 */
export function createBandwidthGate(clock: Clock, limitOf: () => number | undefined): BandwidthGate {
  let freeAtMs = 0;
  /** Somebody waits for `freeAtMs`. */
  let isAwaited = false;
  let callOff = (): void => undefined;
  const waiting: Waiter[] = [];

  function advance(): void {
    callOff();
    for (;;) {
      const next = waiting[0];
      if (next === undefined) return;
      const bytesPerSecond = limitOf();
      const nowMs = clock.nowMs();
      if (bytesPerSecond === undefined) {
        freeAtMs = nowMs;
      } else if (nowMs < freeAtMs) {
        isAwaited = true;
        callOff = clock.schedule(freeAtMs - nowMs, advance);
        return;
      } else {
        const beginMs = isAwaited ? Math.max(freeAtMs, nowMs - LATENESS_MS) : nowMs;
        freeAtMs = beginMs + (next.sizeBytes / bytesPerSecond) * 1000;
        isAwaited = false;
      }
      waiting.shift();
      next.admit();
    }
  }

  return {
    take(sizeBytes, signal) {
      return new Promise((resolve, reject) => {
        const waiter: Waiter = {
          sizeBytes,
          admit() {
            signal.removeEventListener('abort', giveUp);
            resolve();
          },
        };
        function giveUp(): void {
          waiting.splice(waiting.indexOf(waiter), 1);
          reject(new UploadError('cancelled', 'the part was cancelled', { step: 'put' }));
          advance();
        }
        if (signal.aborted) {
          reject(new UploadError('cancelled', 'the part was cancelled', { step: 'put' }));
          return;
        }
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.push(waiter);
        advance();
      });
    },
    limit: limitOf,
    limitChanged() {
      // What is still to pass was reckoned with the old limit; at most one body too many is let in.
      freeAtMs = Math.min(freeAtMs, clock.nowMs());
      advance();
    },
  };
}
