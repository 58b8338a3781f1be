import { browser } from 'wxt/browser';
import type { Engine } from '../../lib/engine/engine.ts';

/** Tells the engine what jobs may be waiting for: the network, a permission. Listens at once, as a worker must. */
export function listenToTheWorld(engine: Engine): void {
  self.addEventListener('online', () => engine.tell('went-online'));
  self.addEventListener('offline', () => engine.tell('went-offline'));
  browser.permissions.onAdded.addListener(() => engine.tell('permission-granted'));
  // A start of the browser needs no more than to wake the worker.
  browser.runtime.onStartup.addListener(() => undefined);
}
