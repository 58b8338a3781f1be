import { browser } from 'wxt/browser';
import type { WorldEvent } from '../../lib/engine/engine.ts';

/** Tells what jobs may be waiting for: the network, a permission. Listens at once, as a worker must. */
export function listenToTheWorld(tell: (event: WorldEvent) => void): void {
  self.addEventListener('online', () => tell('went-online'));
  self.addEventListener('offline', () => tell('went-offline'));
  browser.permissions.onAdded.addListener(() => tell('permission-granted'));
  // A start of the browser needs no more than to wake the worker.
  browser.runtime.onStartup.addListener(() => undefined);
}
