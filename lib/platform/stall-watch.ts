import { answerLimitMs } from '../core/stall-limit.ts';
import type { Clock } from '../engine/ports.ts';

/** Notices that a PUT stands still. */
export interface StallWatch {
  /** So many bytes were handed to the network by now. */
  moved(sentBytes: number): void;
  stop(): void;
}

/** Calls back once when nothing has moved for `stallLimitMs`, or for as long as the answer may take at the end. */
export function watchStall(
  sizeBytes: number,
  stallLimitMs: number,
  clock: Pick<Clock, 'nowMs' | 'schedule'>,
  onStall: () => void,
): StallWatch {
  let callOff = clock.schedule(stallLimitMs, onStall);
  let sent = 0;
  // The first bytes only fill buffers, and tell nothing of the line.
  let first: { readonly atMs: number; readonly bytes: number } | undefined;

  function limitMs(): number {
    if (sent < sizeBytes) return stallLimitMs;
    const tookMs = first === undefined ? 0 : clock.nowMs() - first.atMs;
    const pace = first === undefined || tookMs <= 0 ? undefined : (sent - first.bytes) / tookMs;
    return answerLimitMs(sizeBytes, stallLimitMs, pace);
  }

  return {
    moved(sentBytes) {
      if (sentBytes <= sent) return;
      sent = sentBytes;
      callOff();
      callOff = clock.schedule(limitMs(), onStall);
      first ??= { atMs: clock.nowMs(), bytes: sentBytes };
    },
    stop: () => callOff(),
  };
}
