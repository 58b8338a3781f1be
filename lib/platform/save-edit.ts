import * as v from 'valibot';
import { mergeEdit } from '../core/merge-edit.ts';
import type { SaveEdit } from '../protocol/edit-outcome.ts';
import { type Settings, settingsSchema } from '../protocol/settings.ts';
import { loadStoredSettings, onSettingsChanged, saveSettings } from './settings-store.ts';

export const saveEdit: SaveEdit = async (shown, wanted, kind) => {
  for (;;) {
    const { settings: now, revision } = await loadStoredSettings();
    const { merged, overwrites } = mergeEdit(now, shown, wanted);
    if (overwrites && kind === 'careful') return { kind: 'conflict', settings: now };
    const result = v.safeParse(settingsSchema, merged);
    if (!result.success) return { kind: 'invalid', settings: now };
    if ((await saveSettings(result.output, revision)).kind === 'saved')
      return { kind: 'saved', settings: result.output };
  }
};

/** Calls back with the settings whenever they were changed, by whatever page. @returns what ends that */
export function watchStoredSettings(changed: (settings: Settings) => void): () => void {
  return onSettingsChanged(() => {
    void loadStoredSettings().then(({ settings }) => changed(settings));
  });
}
