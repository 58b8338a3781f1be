import type { Clock } from '../engine/ports.ts';

/** What work comes to; rejects with the reason of the signal as soon as it is no longer wanted. */
export function whileWanted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** What work comes to, if that is soon enough; rejects with a `TimeoutError` when it takes longer. */
export async function inTime<T>(
  work: Promise<T>,
  limitMs: number,
  clock: Pick<Clock, 'schedule'>,
): Promise<T> {
  const tooLong = new AbortController();
  const callOff = clock.schedule(limitMs, () => {
    tooLong.abort(new DOMException(`nothing was heard for ${limitMs} ms`, 'TimeoutError'));
  });
  return await whileWanted(work, tooLong.signal).finally(callOff);
}

/** Waits so long, unless it is no longer wanted. */
export async function pause(ms: number, clock: Pick<Clock, 'schedule'>, signal: AbortSignal): Promise<void> {
  let callOff = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    callOff = clock.schedule(ms, resolve);
  });
  await whileWanted(over, signal).finally(() => callOff());
}
