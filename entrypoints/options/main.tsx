import { mountPage } from '../../components/mount-page.tsx';
import { OptionsPage } from '../../components/options-page.tsx';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { saveEdit, watchStoredSettings } from '../../lib/platform/save-edit.ts';
import { loadSettings } from '../../lib/platform/settings-store.ts';
import { t } from '../../lib/ui/translate.ts';

const initial = await loadSettings();
mountPage(
  t('optionsTitle'),
  hostPermissions,
  <>
    <header>
      <h1>{t('optionsTitle')}</h1>
    </header>
    <OptionsPage initial={initial} saveEdit={saveEdit} watch={watchStoredSettings} />
  </>,
);
