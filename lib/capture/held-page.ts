import type { Clock } from '../engine/ports.ts';
import { framesDrawn } from './drawn-frames.ts';
import { hasInnerScroller } from './inner-scroller.ts';
import { isAt } from './page-place.ts';
import { viewOfPage } from './page-view.ts';
import { createPictureWait } from './pictures-in-view.ts';
import type { HeldView, PageView } from './screen-messages.ts';
import { createScrollShield } from './scroll-shield.ts';
import { createStyleLedger, type StyleLedger } from './style-ledger.ts';
import { unstick } from './unstick.ts';

// Runs in the page.

/** How often the page is brought to a place that it goes away from, or that was not there yet. */
const MAX_TRIES = 4;
/** After so many times it no longer hears of it. */
const TRIES_IN_THE_OPEN = 2;

/** A page that is looked through from one end to the other. */
export interface HeldPage {
  /**
   * @param isFirst whether what always stays in the window may be seen
   * @returns undefined when the page is let go meanwhile
   */
  show(left: number, top: number, isFirst: boolean): Promise<HeldView | undefined>;
  held(): HeldView;
  /** Puts everything back, to the scroll position. */
  release(): void;
}

export function holdPage(clock: Pick<Clock, 'schedule'>): HeldPage {
  const before = { left: scrollX, top: scrollY };
  const styles = createStyleLedger();
  const shield = createScrollShield();
  const picturesInView = createPictureWait(clock);
  let isReleased = false;

  function release(): void {
    isReleased = true;
    styles.restore();
    shield.lower();
    scroll(before.left, before.top);
  }

  const { corner, scrollsInside } = orElse(release, () => steady(styles));

  function held(): HeldView {
    const seen = viewOfPage();
    const view = { ...seen, left: seen.left - corner.left, top: seen.top - corner.top };
    const { scrollWidth, scrollHeight } = document.scrollingElement ?? document.documentElement;
    const page = {
      width: Math.max(scrollWidth, view.left + view.width),
      height: Math.max(scrollHeight, view.top + view.height),
    };
    return { view, page, scrollsInside };
  }

  /** Until it shows what it shows only here. What was let go meanwhile is not touched any more: nobody would put it back. */
  async function settle(isFirst: boolean): Promise<void> {
    unstick(styles, isFirst);
    await framesDrawn(2, clock);
    if (isReleased) return;
    await picturesInView();
    if (isReleased) return;
    unstick(styles, isFirst);
    await framesDrawn(2, clock);
  }

  return {
    async show(left, top, isFirst) {
      for (let tries = 1; !isReleased; tries++) {
        scroll(left + corner.left, top + corner.top);
        await settle(isFirst);
        if (isReleased) break;
        const now = held();
        if (tries === MAX_TRIES || isAt(now, left, top)) return now;
        if (tries >= TRIES_IN_THE_OPEN) shield.raise();
      }
      return undefined;
    },
    held,
    release,
  };
}

/** Has a page stand still at its top left corner. */
function steady(styles: StyleLedger): { readonly corner: PageView; readonly scrollsInside: boolean } {
  const root = document.documentElement;
  styles.set(root, 'scroll-behavior', 'auto');
  styles.set(root, 'scroll-snap-type', 'none');
  styles.set(root, 'overflow-anchor', 'none');
  unstick(styles, true);
  // A page that is written from right to left begins left of 0.
  scroll(-FAR, -FAR);
  return { corner: viewOfPage(), scrollsInside: hasInnerScroller() };
}

function orElse<T>(undo: () => void, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    undo();
    throw thrown;
  }
}

/** Further than any page. */
const FAR = 1e8;

/** `scrollTo` of our own world: what the page has put in its place is not called. */
function scroll(left: number, top: number): void {
  window.scrollTo({ left, top, behavior: 'instant' });
}
