import { browser } from 'wxt/browser';
import { LastingPageContext } from '../../components/file-input.tsx';
import { mountPage } from '../../components/mount-page.tsx';
import { UploadsApp } from '../../components/uploads-app.tsx';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { isInPrivateWindow } from '../../lib/platform/private-window.ts';
import { createBackgroundClient } from '../../lib/ui/background-client.ts';
import { t } from '../../lib/ui/translate.ts';

const openInTab = () => void browser.tabs.create({ url: browser.runtime.getURL('uploads.html') });

mountPage(
  t('extensionName'),
  hostPermissions,
  // Firefox closes its popup as soon as the dialog for files opens.
  <LastingPageContext.Provider value={import.meta.env.FIREFOX ? openInTab : undefined}>
    <UploadsApp
      client={createBackgroundClient()}
      isPrivateWindow={isInPrivateWindow()}
      onOpenOptions={() => void browser.runtime.openOptionsPage()}
      onOpenInTab={openInTab}
    />
  </LastingPageContext.Provider>,
);
