import { mountPage } from '../../components/mount-page.tsx';
import {
  ClipboardPermissionContext,
  NotificationPermissionContext,
} from '../../components/optional-permission-context.ts';
import { OptionsPage } from '../../components/options-page.tsx';
import { ProveContext } from '../../components/prove-context.ts';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { clipboardPermission, notificationPermission } from '../../lib/platform/optional-permission.ts';
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
        <ClipboardPermissionContext.Provider value={clipboardPermission}>
          <OptionsPage
            initial={initial}
            saveEdit={saveEdit}
            watch={watchStoredSettings}
            unreadable={unreadable}
            discardUnreadable={discardUnreadable}
          />
        </ClipboardPermissionContext.Provider>
      </NotificationPermissionContext.Provider>
    </ProveContext.Provider>
  </>,
);
