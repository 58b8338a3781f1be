import type { Clock } from '../engine/ports.ts';
import { type HeldPage, holdPage } from './held-page.ts';
import { viewOfPage } from './page-view.ts';
import { openRegionOverlay, type RegionOverlay } from './region-overlay.ts';
import type { PageScreen } from './screen-messages.ts';
import { type SilenceWatch, watchSilence } from './silence-watch.ts';

// Runs in the page.

/** Without a word from the background for so long, it has died, and nobody else puts the page back. */
const SILENCE_MS = 20_000;

interface Holding {
  readonly id: string;
  readonly watch: SilenceWatch;
  readonly page?: HeldPage;
  readonly overlay?: RegionOverlay;
}

/** Lets a person choose a region of the page, or has the page stand still while it is looked through. */
export function createPageScreen(clock: Pick<Clock, 'schedule'>): PageScreen {
  let current: Holding | undefined;

  function begin(id: string, what: Pick<Holding, 'page' | 'overlay'>): void {
    current = { id, ...what, watch: watchSilence(SILENCE_MS, clock, end) };
    addEventListener('pagehide', end);
  }

  function end(): void {
    current?.watch.stop();
    current?.overlay?.cancel();
    current?.page?.release();
    current = undefined;
    removeEventListener('pagehide', end);
  }

  function heard(id: string): Holding | undefined {
    if (current?.id !== id) return undefined;
    current.watch.moved();
    return current;
  }

  return {
    async chooseRegion(id, texts) {
      end();
      if (!(document.documentElement instanceof HTMLHtmlElement)) return { kind: 'unfit' };
      const overlay = openRegionOverlay(texts, clock);
      begin(id, { overlay });
      const answer = await overlay.answer;
      if (current?.id === id) end();
      return answer;
    },

    view: viewOfPage,

    hold(id) {
      end();
      const page = holdPage(clock);
      begin(id, { page });
      return page.held();
    },

    async show(id, left, top, isFirst) {
      return (await heard(id)?.page?.show(left, top, isFirst)) ?? null;
    },

    held: (id) => heard(id)?.page?.held() ?? null,

    isThere: (id) => heard(id)?.overlay?.isThere() ?? false,

    release(id) {
      if (heard(id) !== undefined) end();
    },
  };
}
