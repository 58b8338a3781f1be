import type { Menus, Tabs } from 'webextension-polyfill';
import type { OwnSources } from '../../lib/capture/ask-ourselves.ts';
import { captureError } from '../../lib/capture/capture-error.ts';
import { createCapturedTab } from '../../lib/capture/captured-tab.ts';
import { locatePicture, type PictureClick } from '../../lib/capture/locate-picture.ts';
import { obtainFile } from '../../lib/capture/obtain-file.ts';
import { type CapturedTab, obtainFrame, obtainPicture } from '../../lib/capture/obtain-picture.ts';
import { pageFileName } from '../../lib/capture/page-file-name.ts';
import { pictureName, sourceName } from '../../lib/capture/picture-name.ts';
import type { WebSource } from '../../lib/core/job.ts';
import type { NewUpload } from '../../lib/engine/new-upload.ts';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';
import { camera } from './camera.ts';
import { fetchAsPage, mostBytes, readAgain } from './fetch-as-page.ts';
import { type CapturedPage, capturedPageOf } from './page-of.ts';

/** A click in the context menu of a page. */
export interface MenuClick {
  readonly info: Menus.OnClickData;
  readonly tab: Tabs.Tab | undefined;
}

/** What a click is to upload; where to is for the settings to say. */
export interface Capture extends Pick<NewUpload, 'name' | 'getBlob' | 'webSource'>, CapturedPage {}

// Each decides before anything is waited for: a browser lets an extension ask for a host, and look at a tab, only in the
// click itself.

export function capturePicture({ info, tab }: MenuClick): Capture {
  const click = clickOn(info.srcUrl, info, tab?.title);
  const sources = { ...ownSources(click), tab: tabOf({ info, tab }) };
  return {
    name: pictureName({ url: click.srcUrl }),
    ...capturedPageOf(tab),
    getBlob: (signal) => obtainPicture(click, sources, signal),
    ...webSourceOf('picture', click),
  };
}

/** @param url of the file: a link's, or what a player plays */
function captureFile(url: string | undefined, { info, tab }: MenuClick): Capture {
  const click = clickOn(url, info);
  const { srcUrl, frameUrl } = click;
  const sources = ownSources(click);
  return {
    name: sourceName({ url: srcUrl }) ?? 'page.html',
    ...capturedPageOf(tab),
    getBlob: async (signal) => {
      // Unlike a picture, nobody sees a file: what only its page can give can't be had.
      if (locatePicture(click).kind !== 'web') throw captureError('address', srcUrl);
      return await obtainFile(srcUrl, frameUrl, sources, signal);
    },
    ...webSourceOf('file', click),
  };
}

/** A file that a person names by its address: no page shows it, and its host is asked for elsewhere. */
export function captureAddress(url: string, mayAsk: OwnSources['mayAsk']): Capture {
  const webSource: WebSource = { kind: 'file', url, pageUrl: '' };
  return {
    name: sourceName({ url }) ?? 'page.html',
    ...capturedPageOf(undefined),
    getBlob: (signal) => readAgain(webSource, signal, mayAsk),
    webSource,
  };
}

export const captureLink = (click: MenuClick): Capture => captureFile(click.info.linkUrl, click);

export const captureMedia = (click: MenuClick): Capture => captureFile(click.info.srcUrl, click);

export function captureFrame({ info, tab }: MenuClick): Capture {
  const url = info.srcUrl ?? '';
  const page = tabOf({ info, tab });
  return { name: 'video.png', ...capturedPageOf(tab), getBlob: (signal) => obtainFrame(url, page, signal) };
}

export function captureSelection({ info, tab }: MenuClick): Capture {
  // What the browser itself tells of a selection has lost the ends of its lines.
  const text = tabOf({ info, tab })
    .selection()
    .catch(() => '');
  return {
    name: pageFileName(tab?.title ?? '', 'txt', new Date()),
    ...capturedPageOf(tab),
    getBlob: async () => ({
      blob: new Blob([(await text) || (info.selectionText ?? '')], { type: 'text/plain' }),
    }),
  };
}

function clickOn(
  url: string | undefined,
  { frameUrl, pageUrl }: Menus.OnClickData,
  tabTitle?: string,
): PictureClick {
  return {
    srcUrl: url ?? '',
    frameUrl: frameUrl ?? pageUrl ?? '',
    ...(pageUrl !== undefined && { tabUrl: pageUrl }),
    ...(tabTitle !== undefined && { tabTitle }),
  };
}

function tabOf({ info, tab }: MenuClick): CapturedTab {
  return createCapturedTab(
    { tabId: tab?.id ?? -1, frameId: info.frameId ?? 0 },
    camera,
    systemClock,
    mostBytes,
  );
}

export function webSourceOf(
  kind: WebSource['kind'],
  { srcUrl: url, frameUrl: pageUrl }: PictureClick,
): Pick<Capture, 'webSource'> {
  return /^https?:/i.test(url) ? { webSource: { kind, url, pageUrl } } : {};
}

/** How we get it ourselves. Asks for its host now, if that is another site's. */
function ownSources(click: PictureClick): OwnSources {
  const isReached = reachByClick(click);
  return {
    // A host that was refused in the click may be allowed later, and one that was allowed may be withdrawn.
    mayAsk: async (origin) =>
      (isOrigin(origin, click.srcUrl) && (await isReached)) || (await hostPermissions.has(origin)),
    fetch: fetchAsPage,
  };
}

/** Whether an address is of this origin: a page may offer the larger file of a picture at another one. */
function isOrigin(origin: string, url: string): boolean {
  return URL.canParse(url) && new URL(url).origin === origin;
}

/** @returns whether the click itself lets us in: on the page's own site, as long as the tab stays there */
async function reachByClick(click: PictureClick): Promise<boolean> {
  try {
    const place = locatePicture(click);
    if (place.kind !== 'web') return false;
    if (!place.isOwnSite) await hostPermissions.ask(click.srcUrl);
    return place.isOwnSite;
  } catch {
    // The upload itself says what is wrong with the address.
    return false;
  }
}
