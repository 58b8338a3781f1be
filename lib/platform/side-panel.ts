import { browser } from 'wxt/browser';

/**
 * Opens the panel beside the pages of a window; Firefox calls it a sidebar. To be called in a click or a key press, before
 * anything is waited for.
 */
export async function openSidePanel(windowId: number | undefined): Promise<void> {
  if (browser.sidePanel === undefined) await browser.sidebarAction.open();
  else if (windowId !== undefined) await browser.sidePanel.open({ windowId });
}
