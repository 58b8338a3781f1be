import { browser } from 'wxt/browser';
import { createCapturedTab } from '../../lib/capture/captured-tab.ts';
import { locatePicture, type PictureClick } from '../../lib/capture/locate-picture.ts';
import { obtainPicture } from '../../lib/capture/obtain-picture.ts';
import { pictureName } from '../../lib/capture/picture-name.ts';
import type { Engine } from '../../lib/engine/engine.ts';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { loadSettings } from '../../lib/platform/settings-store.ts';
import { t } from '../../lib/ui/translate.ts';
import { fetchPicture } from './fetch-picture.ts';

const ITEM = 'upload-image';

/** Adds "Upload image to S3" to the context menu of pictures, and uploads what is clicked. */
export function listenForImageClicks({
  engine,
  recovered,
}: {
  engine: Engine;
  recovered: Promise<unknown>;
}): void {
  browser.runtime.onInstalled.addListener(async () => {
    await browser.contextMenus.removeAll();
    browser.contextMenus.create({ id: ITEM, title: t('menuUploadImage'), contexts: ['image'] });
  });

  browser.contextMenus.onClicked.addListener(async (info, tab) => {
    if (info.menuItemId !== ITEM || info.srcUrl === undefined) return;
    const click: PictureClick = {
      srcUrl: info.srcUrl,
      frameUrl: info.frameUrl ?? info.pageUrl ?? '',
      ...(info.pageUrl !== undefined && { tabUrl: info.pageUrl }),
    };
    // Before anything is waited for: a browser asks only in the click itself.
    const answer = askForHost(click);
    const capturedTab = createCapturedTab({ tabId: tab?.id ?? -1, frameId: info.frameId ?? 0 });
    await recovered;
    const { store, upload: options } = await loadSettings();
    const { srcUrl: url, frameUrl: pageUrl } = click;
    await engine.add({
      name: pictureName({ url }),
      mimetype: '',
      sizeBytes: 0,
      store,
      options,
      getBlob: (signal) =>
        obtainPicture(
          click,
          {
            tab: capturedTab,
            // A host that was refused in the click may be allowed later.
            mayAsk: async (origin) => (await answer) || (await hostPermissions.has(origin)),
            fetch: fetchPicture,
          },
          signal,
        ),
      ...(/^https?:/i.test(url) && { picture: { url, pageUrl } }),
    });
  });
}

/** Asks the person to allow the picture's host, if it is another site's. @returns whether it may be asked */
async function askForHost(click: PictureClick): Promise<boolean> {
  try {
    const place = locatePicture(click);
    if (place.kind !== 'web' || place.isOwnSite) return false;
    return await hostPermissions.ask(click.srcUrl);
  } catch {
    // The upload itself says what is wrong with the address.
    return false;
  }
}
