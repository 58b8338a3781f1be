import { browser } from 'wxt/browser';
import { isWebLink } from '../protocol/origins.ts';

/** The other tabs of a page's window. Only with a permission are their titles and addresses told, and it is kept no longer. */
const permission: { permissions: ['tabs'] } = { permissions: ['tabs'] };

export const otherTabs = {
  /** Asks whether they may be told; to be called in a click. */
  ask: (): Promise<boolean> => browser.permissions.request(permission),

  /** Those that show pages of the web; one that sleeps has nothing to show. */
  async list(): Promise<readonly { readonly tabId: number; readonly title: string; readonly url: string }[]> {
    const tabs = await browser.tabs.query({ currentWindow: true });
    await browser.permissions.remove(permission);
    return tabs.flatMap(({ id, title = '', url = '', discarded }) =>
      id !== undefined && !discarded && isWebLink(url) ? [{ tabId: id, title, url }] : [],
    );
  },
};
