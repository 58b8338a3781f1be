import { render } from 'preact';
import { OptionsForm } from '../../components/options-form.tsx';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { loadSettings, saveSettings } from '../../lib/platform/settings-store.ts';
import type { Settings } from '../../lib/protocol/settings.ts';
import { setPageLanguage } from '../../lib/ui/page-language.ts';
import { t } from '../../lib/ui/translate.ts';

setPageLanguage();
document.title = t('optionsTitle');

/** Asks for the API's host and saves. Uploads work without the permission where CORS allows, so it decides nothing. */
function save(settings: Settings): Promise<void> {
  // First and without waiting: the browser asks only while the click lasts.
  hostPermissions.ask(settings.apiUrl).catch(() => undefined);
  return saveSettings(settings);
}

const root = document.getElementById('app');
if (root !== null) {
  const settings = await loadSettings();
  render(
    <>
      <header>
        <h1>{t('optionsTitle')}</h1>
      </header>
      <main>
        <OptionsForm settings={settings} onSave={save} />
      </main>
    </>,
    root,
  );
}
