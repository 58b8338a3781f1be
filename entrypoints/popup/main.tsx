import { render } from 'preact';
import { browser } from 'wxt/browser';
import { PermissionsContext } from '../../components/permissions-context.ts';
import { UploadsApp } from '../../components/uploads-app.tsx';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { createBackgroundClient } from '../../lib/ui/background-client.ts';
import { setPageLanguage } from '../../lib/ui/page-language.ts';
import { t } from '../../lib/ui/translate.ts';

setPageLanguage();
document.title = t('extensionName');
const root = document.getElementById('app');
if (root !== null) {
  render(
    <PermissionsContext.Provider value={hostPermissions}>
      <UploadsApp
        client={createBackgroundClient()}
        onOpenOptions={() => void browser.runtime.openOptionsPage()}
      />
    </PermissionsContext.Provider>,
    root,
  );
}
