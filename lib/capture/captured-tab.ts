import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { captureError } from './capture-error.ts';
import type { FetchedSource } from './fetch-source.ts';
import type { CapturedTab } from './obtain-picture.ts';
import {
  type PagePlace,
  PIECE_BYTES,
  pageFoundSchema,
  pagePlaceSchema,
  pageReaderName,
} from './page-messages.ts';

/** Which frame was clicked in; `activeTab` lets us in. */
export interface TabFrame {
  readonly tabId: number;
  readonly frameId: number;
}

/** The script that `entrypoints/page-reader.ts` is built into. */
const SCRIPT = '/page-reader.js';

const base64Schema = v.string();

/** @param mostBytes what may be fetched there at most, as it is just now */
export function createCapturedTab(
  { tabId, frameId }: TabFrame,
  mostBytes: () => Promise<number>,
): CapturedTab {
  const target = { tabId, frameIds: [frameId] };

  /** Calls our script in the page. Rejects with `page-gone` when the page is gone, or is one of the browser's own. */
  async function call<T>(
    schema: v.GenericSchema<unknown, T>,
    url: string,
    name: string,
    ...args: unknown[]
  ): Promise<T> {
    try {
      await browser.scripting.executeScript({ target, files: [SCRIPT] });
      const [injected] = await browser.scripting.executeScript({
        target,
        args: [pageReaderName, name, args],
        // Runs in the page, where nothing of this file is at hand.
        func: (reader: string, method: string, given: unknown[]) =>
          Reflect.apply(Reflect.get(Reflect.get(globalThis, reader), method), undefined, given),
      });
      return v.parse(schema, injected?.result);
    } catch (thrown) {
      throw captureError('page-gone', url, {}, thrown);
    }
  }

  async function found(method: 'fetch' | 'decode', url: string, signal: AbortSignal): Promise<FetchedSource> {
    const limitBytes = await mostBytes();
    const answer = await call(pageFoundSchema, url, method, url, limitBytes);
    if (answer.kind === 'failed') {
      const { capture, status } = answer;
      throw captureError(capture, url, {
        ...(status !== undefined && { status }),
        ...(capture === 'too-large' && { limitBytes }),
      });
    }
    const { id, sizeBytes, type, disposition } = answer;
    try {
      const pieces: Blob[] = [];
      for (let from = 0; from < sizeBytes; from += PIECE_BYTES) {
        signal.throwIfAborted();
        pieces.push(await blobOfBase64(await call(base64Schema, url, 'piece', id, from)));
      }
      const blob = new Blob(pieces, { type });
      if (blob.size !== sizeBytes) throw captureError('page-gone', url);
      return { blob, url, disposition };
    } finally {
      void call(v.unknown(), url, 'forget', id).catch(() => undefined);
    }
  }

  return {
    selection: () => call(v.string(), '', 'selection'),

    fetch: (url, signal) => found('fetch', url, signal),

    async decode(url, signal) {
      return (await found('decode', url, signal)).blob;
    },

    async crop(url, signal) {
      const place = await call(pagePlaceSchema, url, 'place', url);
      const tab = await browser.tabs.get(tabId).catch(() => undefined);
      if (place === null || !tab?.active || tab.windowId === undefined) throw captureError('page-gone', url);
      const shot = await browser.tabs
        .captureVisibleTab(tab.windowId, { format: 'png' })
        .catch((cause: unknown) => {
          throw captureError('page-gone', url, {}, cause);
        });
      signal.throwIfAborted();
      // Another tab may have come to the front meanwhile, or the page may have been scrolled.
      const after = await call(pagePlaceSchema, url, 'place', url);
      const isStill =
        JSON.stringify(after) === JSON.stringify(place) && (await browser.tabs.get(tabId)).active;
      if (!isStill) throw captureError('page-gone', url);
      return await cropOf(await (await fetch(shot)).blob(), place);
    },
  };
}

async function blobOfBase64(text: string): Promise<Blob> {
  return await (await fetch(`data:application/octet-stream;base64,${text}`)).blob();
}

/** At the resolution of the screen: a pixel of the page may be several of it. */
async function cropOf(shot: Blob, { x, y, width, height, windowWidth }: PagePlace): Promise<Blob> {
  const whole = await createImageBitmap(shot);
  const scale = whole.width / windowWidth;
  const left = Math.round(x * scale);
  const top = Math.round(y * scale);
  const canvas = new OffscreenCanvas(
    Math.round((x + width) * scale) - left,
    Math.round((y + height) * scale) - top,
  );
  canvas.getContext('2d')?.drawImage(whole, -left, -top);
  whole.close();
  return await canvas.convertToBlob({ type: 'image/png' });
}
