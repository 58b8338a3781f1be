import type { StoredPart } from '../core/job.ts';
import type { Clock } from '../engine/ports.ts';
import type { UploadProgress } from './upload-options.ts';

/** Tells how far an upload is: at its beginning, at most once an interval while bytes are stored, and at its end. */
export interface ProgressTeller {
  begin(sizeBytes: number): void;
  stored(storedBytes: number, part: StoredPart): void;
  /** The file is stored: one last event. */
  finish(): void;
  /** Nothing is told any more. */
  stop(): void;
}

export function createProgressTeller(
  tell: (progress: UploadProgress) => void,
  intervalMs: number,
  clock: Clock,
): ProgressTeller {
  let sizeBytes = 0;
  let highestBytes = 0;
  let toldMs = Number.NEGATIVE_INFINITY;
  let hasBegun = false;
  let next: UploadProgress | undefined;
  let callOff: (() => void) | undefined;

  function tellNext(): void {
    callOff = undefined;
    if (next === undefined) return;
    toldMs = clock.nowMs();
    tell(next);
    next = undefined;
  }

  function stop(): void {
    callOff?.();
    callOff = undefined;
    next = undefined;
  }

  return {
    stop,
    begin(size) {
      if (hasBegun) return;
      hasBegun = true;
      sizeBytes = size;
      next = progressOf(0, 0);
      tellNext();
    },
    stored(storedBytes, { partNumber, sizeBytes: partBytes }) {
      // An upload that is begun anew counts on only beyond what was reached before.
      if (storedBytes <= highestBytes) return;
      highestBytes = storedBytes;
      const percent = Math.min(99, Math.floor((100 * storedBytes) / sizeBytes));
      next = {
        ...progressOf(storedBytes, percent),
        part: partNumber,
        loaded: partBytes,
        byteLength: partBytes,
      };
      if (callOff !== undefined) return;
      const waitMs = toldMs + intervalMs - clock.nowMs();
      if (waitMs <= 0) tellNext();
      else callOff = clock.schedule(waitMs, tellNext);
    },
    finish() {
      stop();
      tell(progressOf(sizeBytes, 100));
    },
  };
}

function progressOf(totalBytes: number, totalPercent: number): UploadProgress {
  return { totalBytes, totalPercent, progressTotal: totalBytes, totalProgressPercent: totalPercent };
}
