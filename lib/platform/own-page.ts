import { browser } from 'wxt/browser';

/** Whether a message comes from a page of this extension: the only sender that may ask for anything. */
export function isOwnPage(sender: {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
}): boolean {
  return sender.id === browser.runtime.id && (sender.url ?? '').startsWith(browser.runtime.getURL(''));
}
