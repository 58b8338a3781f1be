import * as v from 'valibot';
import { browser } from 'wxt/browser';
import {
  defaultSettings,
  type SaveOutcome,
  type Settings,
  type StoredSettings,
  settingsSchema,
  upgradeSettings,
} from '../protocol/settings.ts';
import { setAside } from './unreadable-settings.ts';

const KEY = 'settings';
const REVISION_KEY = 'settingsRevision';
/** Settings of a version without revisions are the first. */
const revisionSchema = v.fallback(v.pipe(v.number(), v.safeInteger()), 0);

/**
 * Shuts content scripts out of `storage.local`, where the keys are. Called before the first write at every start;
 * a browser without access levels has no content script of ours either.
 */
export async function protectStorage(): Promise<void> {
  await browser.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/** The stored settings; the defaults when there are none or they can't be read. */
export async function loadStoredSettings(): Promise<StoredSettings> {
  const { [KEY]: settings, [REVISION_KEY]: revision } = await browser.storage.local.get([KEY, REVISION_KEY]);
  const result = v.safeParse(settingsSchema, upgradeSettings(settings));
  return {
    settings: result.success ? result.output : defaultSettings,
    revision: v.parse(revisionSchema, revision),
  };
}

export async function loadSettings(): Promise<Settings> {
  return (await loadStoredSettings()).settings;
}

/**
 * Stores settings that were made from those of the revision `basedOn`, unless others have been saved since.
 * Rejects when they can't be written; the old ones still hold then.
 */
export async function saveSettings(settings: Settings, basedOn: number): Promise<SaveOutcome> {
  await protectStorage();
  // Reading and writing are one step for all pages: storage itself knows no condition.
  return await navigator.locks.request(KEY, async (): Promise<SaveOutcome> => {
    const theirs = await loadStoredSettings();
    if (theirs.revision !== basedOn) return { kind: 'conflict', theirs };
    const revision = basedOn + 1;
    const { [KEY]: replaced } = await browser.storage.local.get(KEY);
    await browser.storage.local.set({ ...setAside(replaced), [KEY]: settings, [REVISION_KEY]: revision });
    return { kind: 'saved', revision };
  });
}

/** Changes settings whoever else saves some at the same time. Rejects when they can't be written. */
export async function changeSettings(change: (settings: Settings) => Settings): Promise<void> {
  for (;;) {
    const { settings, revision } = await loadStoredSettings();
    if ((await saveSettings(change(settings), revision)).kind === 'saved') return;
  }
}

/** Calls back with every change of the settings, from whatever page. @returns what ends that */
export function onSettingsChanged(changed: () => void): () => void {
  const listener = (changes: object) => {
    if (KEY in changes) changed();
  };
  browser.storage.local.onChanged.addListener(listener);
  return () => browser.storage.local.onChanged.removeListener(listener);
}
