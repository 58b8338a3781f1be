import { browser } from 'wxt/browser';

const wanted = { permissions: ['notifications' as const] };

/** The browser's permission for notifications: asked for in a click, and withdrawn whenever the person likes. */
export const notificationPermission = {
  has: (): Promise<boolean> => browser.permissions.contains(wanted),
  ask: (): Promise<boolean> => browser.permissions.request(wanted),
  /** Calls back whenever it was given or withdrawn. @returns what ends that */
  watch(onChange: () => void): () => void {
    browser.permissions.onAdded.addListener(onChange);
    browser.permissions.onRemoved.addListener(onChange);
    return () => {
      browser.permissions.onAdded.removeListener(onChange);
      browser.permissions.onRemoved.removeListener(onChange);
    };
  },
};
