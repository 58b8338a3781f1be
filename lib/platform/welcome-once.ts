import { browser } from 'wxt/browser';
import { isInPrivateWindow } from './private-window.ts';
import { loadSettings, protectStorage } from './settings-store.ts';

/** In `storage.local`, which goes when the extension does: installed anew, it is shown anew. */
const SHOWN = 'isWelcomeShown';

/**
 * Opens the page of the first run when the extension has been installed: once, although Chromium tells of an
 * installation each time that an extension is loaded from a folder, and not where uploads have somewhere to go already.
 * Listens at once, as a worker must.
 */
export function welcomeOnce(): void {
  // What is stored is shared with ordinary windows, which have a background of their own.
  if (isInPrivateWindow()) return;
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void open().catch(() => undefined);
  });
}

async function open(): Promise<void> {
  const { [SHOWN]: isShown } = await browser.storage.local.get(SHOWN);
  if (isShown === true) return;
  await protectStorage();
  // Remembered first: a page that opens again and again is worse than one that does not open.
  await browser.storage.local.set({ [SHOWN]: true });
  const { profiles } = await loadSettings();
  if (profiles.some(({ apiKey }) => apiKey !== '')) return;
  await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
}
