import * as v from 'valibot';
import type { Clock } from '../engine/ports.ts';
import { captureError } from './capture-error.ts';
import { createPageCall } from './page-call.ts';
import {
  type HeldView,
  heldViewSchema,
  type PageView,
  pageScreenName,
  pageViewSchema,
  type RegionAnswer,
  type RegionTexts,
  regionAnswerSchema,
} from './screen-messages.ts';
import type { TabCamera } from './tab-camera.ts';
import { inTime, pause, whileWanted } from './wanted.ts';

/** A page whose picture is taken. Each rejects with `page-left` when the page is not there any more. */
export interface ScreenedPage {
  /** Rejects with `page-gone` when nothing of ours may be in the page. */
  chooseRegion(texts: RegionTexts): Promise<RegionAnswer>;
  view(): Promise<PageView>;
  /** Rejects with `page-gone` when nothing of ours may be in the page. */
  hold(): Promise<HeldView>;
  show(left: number, top: number, isFirst: boolean): Promise<HeldView>;
  held(): Promise<HeldView>;
  release(): Promise<void>;
  /** What can be seen of it just now. */
  shoot(): Promise<Blob>;
}

/** The script that `entrypoints/page-screen.ts` is built into. */
const script = { file: '/page-screen.js', global: pageScreenName };

/** A page that answers nothing for so long never will. */
const LONGEST_CALL_MS = 30_000;
/** How often the page is told that it is still wanted, which also keeps this process alive. */
const WORD_EVERY_MS = 5_000;

/** @param signal with which all of it ends, but for `release` */
export function createScreenedPage(
  tabId: number,
  camera: TabCamera,
  clock: Pick<Clock, 'schedule'>,
  signal: AbortSignal,
): ScreenedPage {
  // What fills a tab is in its first frame.
  const ask = createPageCall({ tabId, frameId: 0 }, script);
  const id = crypto.randomUUID();

  async function answered<T>(answer: Promise<T>): Promise<T> {
    return await inTime(answer, LONGEST_CALL_MS, clock).catch((cause: unknown) => {
      throw captureError('page-left', '', {}, cause);
    });
  }

  const call = <T>(schema: v.GenericSchema<unknown, T>, name: string, ...args: unknown[]): Promise<T> =>
    whileWanted(answered(ask(schema, name, ...args)), signal);

  async function begin<T>(work: () => Promise<T>): Promise<T> {
    return await work().catch((thrown: unknown) => {
      signal.throwIfAborted();
      throw captureError('page-gone', '', {}, thrown);
    });
  }

  return {
    async chooseRegion(texts) {
      const over = new AbortController();
      const wanted = AbortSignal.any([signal, over.signal]);
      await begin(() => call(pageViewSchema, 'view'));
      const answer = ask(regionAnswerSchema, 'chooseRegion', id, texts).catch((cause: unknown) => {
        throw captureError('page-left', '', {}, cause);
      });
      const watch = async (): Promise<never> => {
        for (;;) {
          await pause(WORD_EVERY_MS, clock, wanted);
          if (await call(v.boolean(), 'isThere', id)) continue;
          // It has just ended, and its answer is on the way; or another page is there.
          await pause(WORD_EVERY_MS, clock, wanted);
          throw captureError('page-left', '');
        }
      };
      try {
        return await whileWanted(Promise.race([answer, watch()]), signal);
      } finally {
        over.abort();
      }
    },

    view: () => call(pageViewSchema, 'view'),
    hold: () => begin(() => call(heldViewSchema, 'hold', id)),
    show: (left, top, isFirst) => call(heldViewSchema, 'show', id, left, top, isFirst),
    held: () => call(heldViewSchema, 'held', id),
    async release() {
      await answered(ask(v.unknown(), 'release', id));
    },
    shoot: () => camera.shoot(tabId, signal),
  };
}
