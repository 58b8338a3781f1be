import * as v from 'valibot';
import { captureError } from './capture-error.ts';
import { cropPicture } from './crop-picture.ts';
import type { FetchedSource } from './fetch-source.ts';
import type { CapturedTab } from './obtain-picture.ts';
import { createPageCall, type TabFrame } from './page-call.ts';
import { PIECE_BYTES, pageFoundSchema, pagePlaceSchema, pageReaderName } from './page-messages.ts';
import type { TabCamera } from './tab-camera.ts';

/** The script that `entrypoints/page-reader.ts` is built into. */
const script = { file: '/page-reader.js', global: pageReaderName };

const base64Schema = v.string();

/** @param mostBytes what may be fetched there at most, as it is just now */
export function createCapturedTab(
  frame: TabFrame,
  camera: TabCamera,
  mostBytes: () => Promise<number>,
): CapturedTab {
  const ask = createPageCall(frame, script);

  /** Calls our script in the page. Rejects with `page-gone` when the page is gone, or is one of the browser's own. */
  async function call<T>(
    schema: v.GenericSchema<unknown, T>,
    url: string,
    name: string,
    ...args: unknown[]
  ): Promise<T> {
    try {
      return await ask(schema, name, ...args);
    } catch (thrown) {
      throw captureError('page-gone', url, {}, thrown);
    }
  }

  /** @param what its address, or the name by which the page knows it */
  async function found(
    method: 'fetch' | 'decode' | 'take',
    what: string,
    signal: AbortSignal,
  ): Promise<FetchedSource> {
    const url = method === 'take' ? '' : what;
    const limitBytes = await mostBytes();
    const answer = await call(pageFoundSchema, url, method, what, limitBytes);
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
    label: (url) => call(v.string(), url, 'label', url).catch(() => ''),

    async larger(url) {
      return (await call(v.nullable(v.string()), url, 'larger', url)) ?? undefined;
    },

    selection: () => call(v.string(), '', 'selection'),

    fetch: (url, signal) => found('fetch', url, signal),

    async take(ref, signal) {
      return (await found('take', ref, signal)).blob;
    },

    async decode(url, signal) {
      return (await found('decode', url, signal)).blob;
    },

    async crop(url, signal) {
      const place = await call(pagePlaceSchema, url, 'place', url);
      if (place === null) throw captureError('page-gone', url);
      const shot = await camera.shoot(frame.tabId, signal);
      // The page may have been scrolled meanwhile.
      const after = await call(pagePlaceSchema, url, 'place', url);
      if (JSON.stringify(after) !== JSON.stringify(place)) throw captureError('page-moves', url);
      return await cropPicture(shot, place, place.scale);
    },
  };
}

async function blobOfBase64(text: string): Promise<Blob> {
  return await (await fetch(`data:application/octet-stream;base64,${text}`)).blob();
}
