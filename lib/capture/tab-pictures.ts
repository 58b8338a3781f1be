import * as v from 'valibot';
import { browser } from 'wxt/browser';
import type { Clock } from '../engine/ports.ts';
import {
  type FramePictures,
  framePicturesSchema,
  type ListedPicture,
  MAX_PICTURES,
  type PagePicture,
  type TabPictures,
  type Thumbnail,
  thumbnailSchema,
} from '../protocol/page-pictures.ts';
import { captureError } from './capture-error.ts';
import { locatePicture } from './locate-picture.ts';
import { pageReaderName } from './page-messages.ts';
import { inTime } from './wanted.ts';

/** The script that `entrypoints/page-reader.ts` is built into. */
const SCRIPT = '/page-reader.js';

/** Runs in the page, where nothing of this file is at hand. */
const callReader = (reader: string, method: string, args: unknown[]): unknown =>
  Reflect.apply(Reflect.get(Reflect.get(globalThis, reader), method), undefined, args);

/** The pictures of one frame. */
export interface FrameList extends FramePictures {
  readonly frameId: number;
}

/** Of a page that does not answer for so long nothing can be listed. */
const LONGEST_LISTING_MS = 30_000;

/**
 * Lists the pictures of a tab, of all its frames that may be entered. Rejects with an `UploadError` that says `page-gone`
 * when the tab is gone, may not be entered or does not answer.
 */
export async function listTab(tabId: number, clock: Pick<Clock, 'schedule'>): Promise<TabPictures> {
  try {
    return joinFrames(tabId, await inTime(listFrames(tabId), LONGEST_LISTING_MS, clock));
  } catch (thrown) {
    throw captureError('page-gone', '', {}, thrown);
  }
}

async function listFrames(tabId: number): Promise<readonly FrameList[]> {
  // A page that never ends to load is one, too.
  const target = { target: { tabId, allFrames: true }, injectImmediately: true };
  await browser.scripting.executeScript({ ...target, files: [SCRIPT] });
  const answers = await browser.scripting.executeScript({
    ...target,
    func: callReader,
    args: [pageReaderName, 'list', []],
  });
  const frames = answers.flatMap(({ frameId, result }): readonly FrameList[] => {
    const parsed = v.safeParse(framePicturesSchema, result);
    return parsed.success ? [{ frameId, ...parsed.output }] : [];
  });
  // Without a frame that may not be entered a page is still one; without itself it is not.
  if (!frames.some(({ frameId }) => frameId === 0)) throw new Error('the page itself has told nothing');
  return frames;
}

/** Listed pictures of one frame, drawn small. Rejects when the page is gone. */
export async function thumbnailsOf(
  { tabId, frameId }: Pick<PagePicture, 'tabId' | 'frameId'>,
  refs: readonly string[],
): Promise<readonly Thumbnail[]> {
  const [answer] = await browser.scripting.executeScript({
    target: { tabId, frameIds: [frameId] },
    injectImmediately: true,
    func: callReader,
    args: [pageReaderName, 'thumbnails', [refs]],
  });
  return v.parse(v.pipe(v.array(thumbnailSchema), v.length(refs.length)), answer?.result);
}

/** One list of those of all frames: the page's own first, no address twice, no more than anybody looks through. */
export function joinFrames(tabId: number, frames: readonly FrameList[]): TabPictures {
  const inOrder = [...frames].sort((one, other) => one.frameId - other.frameId);
  const [{ frameUrl: tabUrl, title: tabTitle } = { frameUrl: '', title: '' }] = inOrder;
  const known = new Set<string>();
  const all = inOrder.flatMap(({ frameId, frameUrl, pictures }) =>
    pictures.flatMap((picture): readonly PagePicture[] => {
      if (picture.url !== undefined && known.has(picture.url)) return [];
      known.add(picture.url ?? '');
      return [{ ...placed(picture, frameUrl, tabUrl), tabId, frameId, frameUrl, tabUrl, tabTitle }];
    }),
  );
  return {
    tabId,
    title: tabTitle,
    pictures: all.slice(0, MAX_PICTURES),
    isCut: all.length > MAX_PICTURES || frames.some(({ isCut }) => isCut),
  };
}

/** A picture and where its files come from, without one that must not be asked for in place of another. */
function placed(
  { shownUrl, ...picture }: ListedPicture,
  frameUrl: string,
  tabUrl: string,
): ListedPicture & Pick<PagePicture, 'origin' | 'otherSites'> {
  const { url } = picture;
  const origin = originOf(url, frameUrl, tabUrl);
  const shownOrigin = originOf(shownUrl, frameUrl, tabUrl);
  const others = [
    origin === 'elsewhere' ? url : undefined,
    shownOrigin === 'elsewhere' ? shownUrl : undefined,
  ];
  return {
    ...picture,
    ...(shownUrl !== undefined && shownOrigin !== 'refused' && { shownUrl }),
    origin,
    otherSites: others.flatMap((address) => (address === undefined ? [] : [new URL(address).origin])),
  };
}

function originOf(url: string | undefined, frameUrl: string, tabUrl: string): PagePicture['origin'] {
  if (url === undefined) return 'page';
  try {
    const place = locatePicture({ srcUrl: url, frameUrl, tabUrl });
    return place.kind === 'web' && !place.isOwnSite ? 'elsewhere' : 'page';
  } catch {
    return 'refused';
  }
}
