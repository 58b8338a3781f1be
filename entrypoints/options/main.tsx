import { mountPage } from '../../components/mount-page.tsx';
import { OptionsForm } from '../../components/options-form.tsx';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { loadStoredSettings, saveSettings } from '../../lib/platform/settings-store.ts';
import type { SaveOutcome, Settings } from '../../lib/protocol/settings.ts';
import { t } from '../../lib/ui/translate.ts';

/** Asks for the API's host and saves. Uploads work without the permission where CORS allows, so it decides nothing. */
function save(settings: Settings, basedOn: number): Promise<SaveOutcome> {
  // First and without waiting: the browser asks only while the click lasts.
  hostPermissions.ask(settings.apiUrl).catch(() => undefined);
  return saveSettings(settings, basedOn);
}

const stored = await loadStoredSettings();
mountPage(
  t('optionsTitle'),
  hostPermissions,
  <>
    <header>
      <h1>{t('optionsTitle')}</h1>
    </header>
    <main>
      <OptionsForm stored={stored} onSave={save} />
    </main>
  </>,
);
