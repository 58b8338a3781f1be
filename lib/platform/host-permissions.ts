import { browser } from 'wxt/browser';
import { isWebLink, originPattern } from '../protocol/origins.ts';

const oneHost = (address: string) => ({ origins: [originPattern(new URL(address))] });

/** The browser's host permissions, one origin at a time. */
export const hostPermissions = {
  async canAsk(origin: string): Promise<boolean> {
    return isWebLink(origin) && !(await browser.permissions.contains(oneHost(origin)));
  },
  async has(origin: string): Promise<boolean> {
    return isWebLink(origin) && (await browser.permissions.contains(oneHost(origin)));
  },
  /** Calls back whenever a host was allowed or withdrawn. @returns what ends that */
  watch(onChange: () => void): () => void {
    const events = [browser.permissions.onAdded, browser.permissions.onRemoved];
    for (const event of events) event.addListener(onChange);
    return () => {
      for (const event of events) event.removeListener(onChange);
    };
  },
  async ask(origin: string): Promise<boolean> {
    return isWebLink(origin) && (await browser.permissions.request(oneHost(origin)));
  },
};
