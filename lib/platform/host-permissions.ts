import { browser } from 'wxt/browser';
import { originPattern, parseServiceUrl } from '../protocol/origins.ts';

/** The browser's host permissions, one origin at a time. */
export const hostPermissions = {
  async canAsk(origin: string): Promise<boolean> {
    const url = parseServiceUrl(origin);
    return url !== undefined && !(await browser.permissions.contains({ origins: [originPattern(url)] }));
  },
  async has(origin: string): Promise<boolean> {
    const url = parseServiceUrl(origin);
    return url !== undefined && (await browser.permissions.contains({ origins: [originPattern(url)] }));
  },
  async ask(origin: string): Promise<boolean> {
    const url = parseServiceUrl(origin);
    return url !== undefined && (await browser.permissions.request({ origins: [originPattern(url)] }));
  },
};
