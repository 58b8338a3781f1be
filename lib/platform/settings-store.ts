import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { defaultSettings, type Settings, settingsSchema } from '../protocol/settings.ts';

const KEY = 'settings';

/**
 * Shuts content scripts out of `storage.local`, where the keys are. Called before the first write at every start;
 * a browser without access levels has no content script of ours either.
 */
export async function protectStorage(): Promise<void> {
  await browser.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/** The stored settings; the defaults when there are none or they can't be read. */
export async function loadSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get(KEY);
  const result = v.safeParse(settingsSchema, stored[KEY]);
  return result.success ? result.output : defaultSettings;
}

export async function saveSettings(settings: Settings): Promise<void> {
  await protectStorage();
  await browser.storage.local.set({ [KEY]: settings });
}

/** Calls back with every change of the settings, from whatever page. */
export function onSettingsChanged(changed: () => void): void {
  browser.storage.local.onChanged.addListener((changes) => {
    if (KEY in changes) changed();
  });
}
