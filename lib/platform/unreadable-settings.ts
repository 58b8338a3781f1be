import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { settingsSchema, upgradeSettings } from '../protocol/settings.ts';

const KEY = 'settings';
/** Settings that could not be read when others were stored in their place. */
const ASIDE_KEY = 'settingsUnreadable';

/** Whether stored settings can't be read; absent ones can. */
export function isUnreadable(stored: unknown): boolean {
  return stored !== undefined && !v.is(settingsSchema, upgradeSettings(stored));
}

/** What is to be written beside new settings, so that those which they replace are not lost when nobody could read them. */
export function setAside(replaced: unknown): Readonly<Record<string, unknown>> {
  return isUnreadable(replaced) ? { [ASIDE_KEY]: replaced } : {};
}

/** Settings that can't be read, as they were stored: those in force, or those that were set aside; undefined when there are none. */
export async function loadUnreadable(): Promise<unknown> {
  const { [KEY]: stored, [ASIDE_KEY]: aside } = await browser.storage.local.get([KEY, ASIDE_KEY]);
  return isUnreadable(stored) ? stored : aside;
}

/** Throws them away. Settings that can be read stay. */
export async function discardUnreadable(): Promise<void> {
  const { [KEY]: stored } = await browser.storage.local.get(KEY);
  await browser.storage.local.remove(isUnreadable(stored) ? [KEY, ASIDE_KEY] : [ASIDE_KEY]);
}
