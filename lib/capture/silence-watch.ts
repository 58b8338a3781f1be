import type { Clock } from '../engine/ports.ts';

export interface SilenceWatch {
  /** Something has been heard. */
  moved(): void;
  stop(): void;
}

/** Tells once nothing has been heard for so long. */
export function watchSilence(
  limitMs: number,
  clock: Pick<Clock, 'schedule'>,
  onSilence: () => void,
): SilenceWatch {
  let callOff = clock.schedule(limitMs, onSilence);
  return {
    moved() {
      callOff();
      callOff = clock.schedule(limitMs, onSilence);
    },
    stop: () => callOff(),
  };
}
