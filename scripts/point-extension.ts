import { parse } from '../lib/protocol/parse.ts';
import { type Settings, settingsSchema } from '../lib/protocol/settings.ts';
import type { ExtensionBrowser } from './extension-browser.ts';

/** Stores settings in a running extension, as its options page does. */
export async function pointExtension(extension: ExtensionBrowser, settings: Settings): Promise<void> {
  const checked = parse(settingsSchema, settings, 'the settings');
  const worker = await extension.worker();
  await worker.evaluate(`chrome.storage.local.set(${JSON.stringify({ settings: checked })})`);
}
