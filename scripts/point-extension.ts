import { parse } from '../lib/protocol/parse.ts';
import { type Settings, settingsSchema } from '../lib/protocol/settings.ts';

/** Something of the extension in which code can be run. */
interface Context {
  evaluate(code: string): Promise<unknown>;
}

/** Stores settings in a running extension, as its options page does. */
export async function pointExtension(
  extension: { worker(): Promise<Context> },
  settings: Settings,
): Promise<void> {
  const checked = parse(settingsSchema, settings, 'the settings');
  const worker = await extension.worker();
  await worker.evaluate(`chrome.storage.local.set(${JSON.stringify({ settings: checked })})`);
}
