import type { Tabs } from 'webextension-polyfill';
import { browser } from 'wxt/browser';

/** Opens the page that offers the pictures of a tab, next to it. The browser must have been let into that tab by a click. */
export async function openPicker(tab: Tabs.Tab | undefined): Promise<void> {
  // What is clicked on in our own popup is in no tab.
  const shown = tab?.id === undefined || tab.id < 0 ? await activeTab() : tab;
  await browser.tabs.create({
    url: browser.runtime.getURL(`/picker.html?tab=${shown?.id ?? ''}`),
    ...(shown !== undefined && { index: shown.index + 1, windowId: shown.windowId, openerTabId: shown.id }),
  });
}

async function activeTab(): Promise<Tabs.Tab | undefined> {
  return (await browser.tabs.query({ active: true, lastFocusedWindow: true }))[0];
}
