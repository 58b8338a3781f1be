import { mountPage } from '../../components/mount-page.tsx';
import { NotificationPermissionContext } from '../../components/notification-permission-context.ts';
import { OptionsPage } from '../../components/options-page.tsx';
import { ProveContext } from '../../components/prove-context.ts';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { notificationPermission } from '../../lib/platform/notification-permission.ts';
import { saveEdit, watchStoredSettings } from '../../lib/platform/save-edit.ts';
import { loadSettings } from '../../lib/platform/settings-store.ts';
import { discardUnreadable, loadUnreadable } from '../../lib/platform/unreadable-settings.ts';
import { t } from '../../lib/ui/translate.ts';
import { proveAccount } from '../welcome/prove-account.ts';

const initial = await loadSettings();
const unreadable = await loadUnreadable();
mountPage(
  t('optionsTitle'),
  hostPermissions,
  <>
    <header>
      <h1>{t('optionsTitle')}</h1>
    </header>
    <ProveContext.Provider value={proveAccount}>
      <NotificationPermissionContext.Provider value={notificationPermission}>
        <OptionsPage
          initial={initial}
          saveEdit={saveEdit}
          watch={watchStoredSettings}
          unreadable={unreadable}
          discardUnreadable={discardUnreadable}
        />
      </NotificationPermissionContext.Provider>
    </ProveContext.Provider>
  </>,
);
