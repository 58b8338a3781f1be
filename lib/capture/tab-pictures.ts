import * as v from 'valibot';
import { browser } from 'wxt/browser';
import {
  type FramePictures,
  framePicturesSchema,
  MAX_PICTURES,
  type PagePicture,
  type TabPictures,
  type Thumbnail,
  thumbnailSchema,
} from '../protocol/page-pictures.ts';
import { captureError } from './capture-error.ts';
import { locatePicture } from './locate-picture.ts';
import { pageReaderName } from './page-messages.ts';

/** The script that `entrypoints/page-reader.ts` is built into. */
const SCRIPT = '/page-reader.js';

/** Runs in the page, where nothing of this file is at hand. */
const callReader = (reader: string, method: string, args: unknown[]): unknown =>
  Reflect.apply(Reflect.get(Reflect.get(globalThis, reader), method), undefined, args);

/** The pictures of one frame. */
export interface FrameList extends FramePictures {
  readonly frameId: number;
}

/**
 * Lists the pictures of a tab, of all its frames that may be entered. Rejects with an `UploadError` that says `page-gone`
 * when the tab is gone, or may not be entered.
 */
export async function listTab(tabId: number): Promise<TabPictures> {
  // A page that never ends to load is one, too.
  const target = { target: { tabId, allFrames: true }, injectImmediately: true };
  try {
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
    return joinFrames(tabId, frames);
  } catch (thrown) {
    throw captureError('page-gone', '', {}, thrown);
  }
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
      const origin = originOf(picture.url, frameUrl, tabUrl);
      return [{ ...picture, tabId, frameId, frameUrl, tabUrl, tabTitle, origin }];
    }),
  );
  return {
    tabId,
    title: tabTitle,
    pictures: all.slice(0, MAX_PICTURES),
    isCut: all.length > MAX_PICTURES || frames.some(({ isCut }) => isCut),
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
