import { browser } from 'wxt/browser';

const PATH = 'offscreen.html';
/** There can be one document only; whoever makes or closes it holds this. */
const LOCK = 'offscreen-document';

/** The offscreen document of Chromium, seen from its service worker. */
export interface OffscreenDocument {
  /** The document, made when there is none. */
  open(): Promise<Client>;
  find(): Promise<Client | undefined>;
  close(): Promise<void>;
}

/** Undefined where the browser has no such documents. */
export function offscreenDocument(): OffscreenDocument | undefined {
  const { offscreen } = browser;
  if (offscreen === undefined || typeof clients === 'undefined') return undefined;
  const url = browser.runtime.getURL(PATH);

  const find = async () =>
    (await clients?.matchAll({ includeUncontrolled: true, type: 'window' }))?.find(
      (client) => client.url === url,
    );

  return {
    find,
    open: () =>
      navigator.locks.request(LOCK, async () => {
        const there = await find();
        if (there !== undefined) return there;
        await offscreen.createDocument({
          url: PATH,
          reasons: ['BLOBS', 'CLIPBOARD'],
          justification:
            'Sends parts of files as blobs and tells how many of their bytes have been sent; copies links of stored files',
        });
        const made = await find();
        if (made === undefined) throw new Error('the offscreen document can not be reached');
        return made;
      }),
    close: () => navigator.locks.request(LOCK, () => offscreen.closeDocument().catch(() => undefined)),
  };
}
