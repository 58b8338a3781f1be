import { browser } from 'wxt/browser';
import type { Clock } from '../engine/ports.ts';
import { captureError } from './capture-error.ts';
import { createShotPace } from './shot-pace.ts';
import { whileWanted } from './wanted.ts';

/** Takes pictures of what a window shows. There is one for all, since the browser counts them together. */
export interface TabCamera {
  /**
   * What the tab in front of a window shows, whichever that is, as a PNG.
   * Rejects with `page-gone` when it may not be taken.
   */
  shootWindow(windowId: number | undefined, signal: AbortSignal): Promise<Blob>;
  /** What a tab shows. Rejects with `page-left` unless it was in front all the time. */
  shoot(tabId: number, signal: AbortSignal): Promise<Blob>;
}

export function createTabCamera(clock: Pick<Clock, 'nowMs' | 'schedule'>): TabCamera {
  const pace = createShotPace(clock);

  async function shootWindow(windowId: number | undefined, signal: AbortSignal): Promise<Blob> {
    const taken = pace(() => browser.tabs.captureVisibleTab(windowId, { format: 'png' }), signal);
    const dataUrl = await whileWanted(taken, signal).catch((cause: unknown) => {
      signal.throwIfAborted();
      throw captureError('page-gone', '', {}, cause);
    });
    return await (await fetch(dataUrl)).blob();
  }

  return {
    shootWindow,

    async shoot(tabId, signal) {
      const windowId = await windowInFront(tabId);
      let isLeft = false;
      // Somebody may go elsewhere and come back while one picture is taken.
      const notice = (active: { readonly tabId: number; readonly windowId: number }): void => {
        if (active.windowId === windowId && active.tabId !== tabId) isLeft = true;
      };
      browser.tabs.onActivated.addListener(notice);
      try {
        const shot = await shootWindow(windowId, signal);
        if ((await windowInFront(tabId)) !== windowId || isLeft) throw captureError('page-left', '');
        return shot;
      } finally {
        browser.tabs.onActivated.removeListener(notice);
      }
    },
  };
}

/** The window whose tab in front it is. */
async function windowInFront(tabId: number): Promise<number> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  if (!tab?.active || tab.windowId === undefined) throw captureError('page-left', '');
  return tab.windowId;
}
