import { UploadError } from '../core/upload-error.ts';
import { afterBody, firstUsualTime, isLate } from '../core/usual-time.ts';
import type { Clock } from './ports.ts';

/** Lets bodies onto the wire no faster than a limit, all jobs together. */
export interface BandwidthGate {
  /**
   * Resolves when the next `sizeBytes` may begin, and should then begin at once; those who ask first go first. Rejects
   * with `cancelled` on abort, and has then spent nothing.
   * @returns to be called when the body has ended, whatever came of it
   */
  take(sizeBytes: number, signal: AbortSignal): Promise<() => void>;
  /** Bytes a second; undefined for no limit. */
  limit(): number | undefined;
  /** The limit may have changed: who waits is told anew. */
  limitChanged(): void;
}

/** What a late timer may cost is made good; an idle time is not saved up. */
const LATENESS_MS = 250;
/** What is on the wire may leave at once after a stall: of that no more than fits into ten seconds of the limit. */
const MOST_UNDER_WAY_MS = 8_000;

interface Waiter {
  readonly sizeBytes: number;
  readonly admit: (ended: () => void) => void;
}

/** What was let in under one limit, as the time that it takes at that limit. */
interface Flow {
  admittedMs: number;
  underWayMs: number;
  underWay: number;
}

const newFlow = (): Flow => ({ admittedMs: 0, underWayMs: 0, underWay: 0 });

/**
 * The time at which the bytes let in so far will have passed at the limit, is when the next may begin. So over any time
 * at most what the limit allows begins, and one body more. A body can't be slowed down once it is on its way (a
 * browser sends no stream to S3), so the smaller the bodies, the more even it is.
 *
 * One that takes longer than usual has stalled, and its bytes leave when the stall is over: it counts as begun only then,
 * and with it what was let in after it.
 * @param limitOf bytes a second, undefined for no limit; asked anew for each body
 */
export function createBandwidthGate(clock: Clock, limitOf: () => number | undefined): BandwidthGate {
  let freeAtMs = 0;
  /** Somebody waits for `freeAtMs`. */
  let isAwaited = false;
  let callOff = (): void => undefined;
  let lastNowMs = 0;
  let lastLimit: number | undefined;
  let flow = newFlow();
  let usual = firstUsualTime;
  const waiting: Waiter[] = [];

  /** Now; where the clock was set back, what is to come is as far off as before. */
  function look(): number {
    const nowMs = clock.nowMs();
    freeAtMs -= Math.max(0, lastNowMs - nowMs);
    lastNowMs = nowMs;
    return nowMs;
  }

  function advance(): void {
    callOff();
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const limit = limitOf();
      const nowMs = look();
      lastLimit = limit;
      if (limit === undefined) {
        freeAtMs = nowMs;
        waiting.shift();
        next.admit(() => undefined);
        continue;
      }
      if (nowMs < freeAtMs) {
        isAwaited = true;
        callOff = clock.schedule(freeAtMs - nowMs, advance);
        return;
      }
      const bodyMs = (next.sizeBytes / limit) * 1000;
      const { underWay, underWayMs } = flow;
      // Whoever ends makes room.
      if (underWay > 0 && underWayMs + bodyMs > MOST_UNDER_WAY_MS) {
        isAwaited = false;
        return;
      }
      freeAtMs = (isAwaited ? Math.max(freeAtMs, nowMs - LATENESS_MS) : nowMs) + bodyMs;
      isAwaited = false;
      waiting.shift();
      next.admit(begin(flow, bodyMs, nowMs));
    }
  }

  /** A body is on its way. @returns what is to be called at its end */
  function begin(ours: Flow, bodyMs: number, beganMs: number): () => void {
    const before = ours.admittedMs;
    ours.admittedMs += bodyMs;
    ours.underWayMs += bodyMs;
    ours.underWay += 1;
    return () => {
      ours.underWayMs -= bodyMs;
      ours.underWay -= 1;
      const nowMs = look();
      if (ours === flow && isLate(usual, nowMs - beganMs)) {
        freeAtMs = Math.max(freeAtMs, nowMs - usual.ms + ours.admittedMs - before);
      }
      usual = afterBody(usual, beganMs, nowMs);
      advance();
    };
  }

  return {
    take(sizeBytes, signal) {
      return new Promise((resolve, reject) => {
        const waiter: Waiter = {
          sizeBytes,
          admit(ended) {
            signal.removeEventListener('abort', giveUp);
            resolve(ended);
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
      if (limitOf() === lastLimit) return;
      // What is still to pass was reckoned with the old limit; at most one body too many is let in.
      freeAtMs = Math.min(freeAtMs, look());
      flow = newFlow();
      advance();
    },
  };
}
