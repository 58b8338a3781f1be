import { browser } from 'wxt/browser';

/** A permission that the browser grants only in a click, and that the person may withdraw whenever they like. */
function optionalPermission(name: 'clipboardWrite' | 'notifications') {
  const wanted = { permissions: [name] };
  return {
    has: (): Promise<boolean> => browser.permissions.contains(wanted),
    ask: (): Promise<boolean> => browser.permissions.request(wanted),
    /** Calls back whenever it may have been given or withdrawn. @returns what ends that */
    watch(onChange: () => void): () => void {
      browser.permissions.onAdded.addListener(onChange);
      browser.permissions.onRemoved.addListener(onChange);
      return () => {
        browser.permissions.onAdded.removeListener(onChange);
        browser.permissions.onRemoved.removeListener(onChange);
      };
    },
  };
}

/** For notifications of the system. */
export const notificationPermission = optionalPermission('notifications');

/** To write to the clipboard without a page that has the focus. */
export const clipboardPermission = optionalPermission('clipboardWrite');
