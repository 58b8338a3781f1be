import { browser } from 'wxt/browser';
import { LastingPageContext } from '../../components/file-input.tsx';
import { mountPage } from '../../components/mount-page.tsx';
import { UploadsApp } from '../../components/uploads-app.tsx';
import type { WantedUpload } from '../../components/use-wanted-upload.ts';
import { isPrivateHost } from '../../lib/capture/private-host.ts';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { isInPrivateWindow } from '../../lib/platform/private-window.ts';
import { createBackgroundClient } from '../../lib/ui/background-client.ts';
import { t } from '../../lib/ui/translate.ts';

export const openInTab = () => void browser.tabs.create({ url: browser.runtime.getURL('/uploads.html') });

/** A host of a private network is not asked for: nothing is fetched from there without a page that is there, too. */
function askFor(url: string): void {
  if (!isPrivateHost(new URL(url).hostname)) void hostPermissions.ask(url).catch(() => undefined);
}

interface UploadsPage {
  /** Whether there is room for a search and for what is done with many uploads at once. */
  readonly hasTools: boolean;
  /** Absent where the page is a tab already. */
  readonly onOpenInTab?: () => void;
  /** Offers the pictures of the page behind; absent where there is none. */
  readonly onOpenPicker?: () => void;
  /** Absent where the browser's dialog for files leaves the page open. */
  readonly openLastingPage?: () => void;
  /** Absent where no page is opened for one upload. */
  readonly wanted?: WantedUpload;
}

/** Shows the uploads in whatever page this is: the popup, a tab, the side panel. */
export function mountUploads({ openLastingPage, ...page }: UploadsPage): void {
  mountPage(
    t('extensionName'),
    hostPermissions,
    <LastingPageContext.Provider value={openLastingPage}>
      <UploadsApp
        client={createBackgroundClient()}
        isPrivateWindow={isInPrivateWindow()}
        onAskFor={askFor}
        onOpenOptions={() => void browser.runtime.openOptionsPage()}
        {...page}
      />
    </LastingPageContext.Provider>,
  );
}
