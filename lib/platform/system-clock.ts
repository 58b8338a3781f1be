import type { Clock } from '../engine/ports.ts';

/** The real time. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  random: () => Math.random(),
  wait(ms, signal) {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal.addEventListener('abort', stop, { once: true });
    });
  },
};
