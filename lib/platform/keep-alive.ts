import { browser } from 'wxt/browser';

/** A worker is ended 30 s after its last event, even with requests under way; calling an extension API is one. */
const INTERVAL_MS = 20_000;

/** Keeps the background alive between `start` and `stop`. Only to be used while work is outstanding. */
export function createKeepAlive(): { start(): void; stop(): void } {
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    start() {
      timer ??= setInterval(() => void browser.runtime.getPlatformInfo(), INTERVAL_MS);
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
