import { browser } from 'wxt/browser';
import {
  locatePicture,
  type PageAnswer,
  pictureName,
  pictureOfDataUrl,
  readInPage,
  unreadable,
} from '../../lib/capture/page-image.ts';
import type { Engine } from '../../lib/engine/engine.ts';
import { loadSettings } from '../../lib/platform/settings-store.ts';
import { t } from '../../lib/ui/translate.ts';

const ITEM = 'upload-image';

/** A click on our item, as far as it is used. */
interface ImageClick {
  readonly srcUrl: string;
  readonly frameUrl: string;
  readonly tabId: number | undefined;
  readonly frameId: number;
}

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
    const click = {
      srcUrl: info.srcUrl,
      frameUrl: info.frameUrl ?? info.pageUrl ?? '',
      tabId: tab?.id,
      frameId: info.frameId ?? 0,
    };
    await recovered;
    const { store, upload: options } = await loadSettings();
    const getBlob = () => readPicture(click);
    await engine.add({
      name: pictureName(click.srcUrl),
      mimetype: '',
      sizeBytes: 0,
      store,
      options,
      getBlob,
    });
  });
}

async function readPicture({ srcUrl, frameUrl, tabId, frameId }: ImageClick): Promise<Blob> {
  const source = locatePicture({ srcUrl, frameUrl });
  if (source.kind === 'data') return await pictureOfDataUrl(srcUrl);
  if (source.kind === 'elsewhere') throw unreadable('the picture is another site’s', source.origin);
  if (tabId === undefined) throw unreadable('the page is gone');
  const answer = await readInTab(srcUrl, tabId, frameId);
  if ('status' in answer) throw unreadable(`the site answered ${answer.status}`);
  return await pictureOfDataUrl(answer.dataUrl);
}

/** Reads an address as the page would; `activeTab` allows it in the tab that was clicked. */
async function readInTab(url: string, tabId: number, frameId: number): Promise<PageAnswer> {
  try {
    const [injected] = await browser.scripting.executeScript({
      target: { tabId, frameIds: [frameId] },
      func: readInPage,
      args: [url],
    });
    const result: unknown = injected?.result;
    if (typeof result === 'object' && result !== null) {
      if ('dataUrl' in result && typeof result.dataUrl === 'string') return { dataUrl: result.dataUrl };
      if ('status' in result && typeof result.status === 'number') return { status: result.status };
    }
  } catch {
    throw unreadable('the page could not be asked');
  }
  throw unreadable('the page did not hand the picture over');
}
