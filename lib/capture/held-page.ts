import type { Clock } from '../engine/ports.ts';
import { framesDrawn } from './drawn-frames.ts';
import { hasInnerScroller } from './inner-scroller.ts';
import { isAt } from './page-place.ts';
import { viewOfPage } from './page-view.ts';
import { createPictureWait } from './pictures-in-view.ts';
import type { HeldView } from './screen-messages.ts';
import { createScrollShield } from './scroll-shield.ts';
import { createStyleLedger } from './style-ledger.ts';
import { unstick } from './unstick.ts';

// Runs in the page.

/** How often the page is brought to a place that it goes away from, or that was not there yet. */
const MAX_TRIES = 4;
/** After so many times it no longer hears of it. */
const TRIES_IN_THE_OPEN = 2;

/** A page that is looked through from one end to the other. */
export interface HeldPage {
  /** @param isFirst whether what always stays in the window may be seen */
  show(left: number, top: number, isFirst: boolean): Promise<HeldView>;
  held(): HeldView;
  /** Puts everything back, to the scroll position. */
  release(): void;
}

export function holdPage(clock: Pick<Clock, 'schedule'>): HeldPage {
  const before = { left: scrollX, top: scrollY };
  const styles = createStyleLedger();
  const shield = createScrollShield();
  const picturesInView = createPictureWait(clock);
  const root = document.documentElement;
  styles.set(root, 'scroll-behavior', 'auto');
  styles.set(root, 'scroll-snap-type', 'none');
  styles.set(root, 'overflow-anchor', 'none');
  unstick(styles, true);
  // A page that is written from right to left begins left of 0.
  scroll(-FAR, -FAR);
  const corner = viewOfPage();
  const scrollsInside = hasInnerScroller();

  function held(): HeldView {
    const seen = viewOfPage();
    const view = { ...seen, left: seen.left - corner.left, top: seen.top - corner.top };
    const { scrollWidth, scrollHeight } = document.scrollingElement ?? root;
    const page = {
      width: Math.max(scrollWidth, view.left + view.width),
      height: Math.max(scrollHeight, view.top + view.height),
    };
    return { view, page, scrollsInside };
  }

  return {
    async show(left, top, isFirst) {
      for (let tries = 1; ; tries++) {
        scroll(left + corner.left, top + corner.top);
        unstick(styles, isFirst);
        await framesDrawn(2, clock);
        await picturesInView();
        unstick(styles, isFirst);
        await framesDrawn(2, clock);
        const now = held();
        if (tries === MAX_TRIES || isAt(now, left, top)) return now;
        if (tries >= TRIES_IN_THE_OPEN) shield.raise();
      }
    },
    held,
    release() {
      styles.restore();
      shield.lower();
      scroll(before.left, before.top);
    },
  };
}

/** Further than any page. */
const FAR = 1e8;

/** `scrollTo` of our own world: what the page has put in its place is not called. */
function scroll(left: number, top: number): void {
  window.scrollTo({ left, top, behavior: 'instant' });
}
