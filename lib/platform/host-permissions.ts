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
  async ask(origin: string): Promise<boolean> {
    return isWebLink(origin) && (await browser.permissions.request(oneHost(origin)));
  },
};
