import * as v from 'valibot';
import type { Clock } from '../engine/ports.ts';
import { captureError } from './capture-error.ts';
import { cropPicture } from './crop-picture.ts';
import type { FetchedSource } from './fetch-source.ts';
import type { CapturedTab } from './obtain-picture.ts';
import { createPageCall, type TabFrame } from './page-call.ts';
import { PIECE_BYTES, pageFoundSchema, pagePlaceSchema, pageReaderName } from './page-messages.ts';
import type { TabCamera } from './tab-camera.ts';
import { inTime, pause, whileWanted } from './wanted.ts';

/** The script that `entrypoints/page-reader.ts` is built into. */
const script = { file: '/page-reader.js', global: pageReaderName };

const base64Schema = v.string();

/** A page that answers nothing for so long is stuck: in a dialog, or because its tab was put to sleep. */
const LONGEST_CALL_MS = 15_000;
/** How often a page that looks for something is asked whether it still can. */
const LOOK_EVERY_MS = 5_000;

/** @param mostBytes what may be fetched there at most, as it is just now */
export function createCapturedTab(
  frame: TabFrame,
  camera: TabCamera,
  clock: Pick<Clock, 'schedule'>,
  mostBytes: () => Promise<number>,
): CapturedTab {
  const ask = createPageCall(frame, script);

  /**
   * Waits for the page. Rejects with `page-gone` when it is gone, is one of the browser's own or is stuck, and at once
   * when nobody wants it any more.
   */
  async function answered<T>(answer: Promise<T>, url: string, signal: AbortSignal): Promise<T> {
    return await whileWanted(answer, signal).catch((thrown: unknown) => {
      signal.throwIfAborted();
      throw captureError('page-gone', url, {}, thrown);
    });
  }

  /** Calls our script for something that is at hand there. */
  async function call<T>(
    schema: v.GenericSchema<unknown, T>,
    url: string,
    signal: AbortSignal,
    name: string,
    ...args: unknown[]
  ): Promise<T> {
    return await answered(inTime(ask(schema, name, ...args), LONGEST_CALL_MS, clock), url, signal);
  }

  /** Rejects when the page is stuck: it may look for something as long as that takes, but it must answer meanwhile. */
  async function watch(signal: AbortSignal): Promise<never> {
    for (;;) {
      await pause(LOOK_EVERY_MS, clock, signal);
      await call(v.literal(true), '', signal, 'isThere');
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
    signal.throwIfAborted();
    const id = crypto.randomUUID();
    const over = new AbortController();
    try {
      const looking = ask(pageFoundSchema, method, id, what, limitBytes);
      const stuck = watch(AbortSignal.any([signal, over.signal]));
      const answer = await answered(Promise.race([looking, stuck]), url, signal);
      if (answer.kind === 'failed') {
        const { capture, status } = answer;
        throw captureError(capture, url, {
          ...(status !== undefined && { status }),
          ...(capture === 'too-large' && { limitBytes }),
        });
      }
      const { sizeBytes, type, disposition } = answer;
      const pieces: Blob[] = [];
      for (let from = 0; from < sizeBytes; from += PIECE_BYTES) {
        pieces.push(await blobOfBase64(await call(base64Schema, url, signal, 'piece', id, from)));
      }
      const blob = new Blob(pieces, { type });
      if (blob.size !== sizeBytes) throw captureError('page-gone', url);
      return { blob, url, disposition };
    } finally {
      over.abort();
      void ask(v.unknown(), 'forget', id).catch(() => undefined);
    }
  }

  return {
    label: (url, signal) => call(v.string(), url, signal, 'label', url).catch(() => ''),

    async larger(url, signal) {
      return (await call(v.nullable(v.string()), url, signal, 'larger', url)) ?? undefined;
    },

    selection: () => call(v.string(), '', new AbortController().signal, 'selection'),

    fetch: (url, signal) => found('fetch', url, signal),

    async take(ref, signal) {
      return (await found('take', ref, signal)).blob;
    },

    async decode(url, signal) {
      return (await found('decode', url, signal)).blob;
    },

    async crop(url, signal) {
      const place = await call(pagePlaceSchema, url, signal, 'place', url);
      if (place === null) throw captureError('page-gone', url);
      const shot = await camera.shoot(frame.tabId, signal);
      // The page may have been scrolled meanwhile.
      const after = await call(pagePlaceSchema, url, signal, 'place', url);
      if (JSON.stringify(after) !== JSON.stringify(place)) throw captureError('page-moves', url);
      return await cropPicture(shot, place, place.scale);
    },
  };
}

async function blobOfBase64(text: string): Promise<Blob> {
  return await (await fetch(`data:application/octet-stream;base64,${text}`)).blob();
}
