import { browser } from 'wxt/browser';
import { mountPage } from '../../components/mount-page.tsx';
import { UploadsApp } from '../../components/uploads-app.tsx';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { isInPrivateWindow } from '../../lib/platform/private-window.ts';
import { createBackgroundClient } from '../../lib/ui/background-client.ts';
import { t } from '../../lib/ui/translate.ts';

mountPage(
  t('extensionName'),
  hostPermissions,
  <UploadsApp
    client={createBackgroundClient()}
    isPrivateWindow={isInPrivateWindow()}
    onOpenOptions={() => void browser.runtime.openOptionsPage()}
  />,
);
