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
  /** Does something that needs a host. Where that is allowed at first, the signal tells that it was withdrawn. */
  async whileAllowed<T>(origin: string, work: (withdrawn: AbortSignal) => Promise<T>): Promise<T> {
    const withdrawn = new AbortController();
    const isAllowed = hostPermissions.has(origin);
    const look = async () => {
      if ((await isAllowed) && !(await hostPermissions.has(origin))) withdrawn.abort();
    };
    browser.permissions.onRemoved.addListener(look);
    try {
      return await work(withdrawn.signal);
    } finally {
      browser.permissions.onRemoved.removeListener(look);
    }
  },
  async ask(origin: string): Promise<boolean> {
    return isWebLink(origin) && (await browser.permissions.request(oneHost(origin)));
  },
};
