import { browser } from 'wxt/browser';
import { isWebLink, originPattern } from '../protocol/origins.ts';

const hosts = (addresses: readonly string[]) => ({
  origins: [...new Set(addresses.map((address) => originPattern(new URL(address))))],
});
const oneHost = (address: string) => hosts([address]);

/** Longer than a browser takes to answer by itself, shorter than a person. */
const SOON_MS = 1_500;

/** The browser's host permissions, one origin at a time. */
export const hostPermissions = {
  async canAsk(origin: string): Promise<boolean> {
    return isWebLink(origin) && !(await browser.permissions.contains(oneHost(origin)));
  },
  async has(origin: string): Promise<boolean> {
    return isWebLink(origin) && (await browser.permissions.contains(oneHost(origin)));
  },
  /** Whether it is allowed now or in a moment: what was allowed once is allowed again without a question. */
  async hasSoon(origin: string): Promise<boolean> {
    return await new Promise((resolve) => {
      const look = async (isLast: boolean) => {
        const isAllowed = await hostPermissions.has(origin);
        if (!isAllowed && !isLast) return;
        stop();
        resolve(isAllowed);
      };
      const stop = hostPermissions.watch(() => void look(false));
      setTimeout(() => void look(true), SOON_MS);
      void look(false);
    });
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
  /** Asks for several in one question. */
  async askAll(origins: readonly string[]): Promise<boolean> {
    const links = origins.filter(isWebLink);
    return links.length === 0 || (await browser.permissions.request(hosts(links)));
  },
};
