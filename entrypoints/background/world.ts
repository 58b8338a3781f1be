import { browser } from 'wxt/browser';
import type { WorldEvent } from '../../lib/engine/engine.ts';

/** Tells what jobs may be waiting for: the network, a permission. Listens at once, as a worker must. */
export function listenToTheWorld(tell: (event: WorldEvent) => void): void {
  const tellNetwork = () => tell(navigator.onLine ? 'went-online' : 'went-offline');
  // A service worker of Chromium hears no `online` and `offline`, but this; Firefox's background page hears them.
  if ('connection' in navigator && navigator.connection instanceof EventTarget) {
    navigator.connection.addEventListener('change', tellNetwork);
  }
  self.addEventListener('online', tellNetwork);
  self.addEventListener('offline', tellNetwork);
  browser.permissions.onAdded.addListener(() => tell('permission-granted'));
  // A start of the browser needs no more than to wake the worker.
  browser.runtime.onStartup.addListener(() => undefined);
}
