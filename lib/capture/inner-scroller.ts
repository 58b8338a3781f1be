import { elementsIn } from './page-dom.ts';
import { rootsOf } from './page-roots.ts';

// Runs in the page.

/** What covers less of the window is a box in the page, and not what the page is about. */
const MIN_SHARE = 1 / 2;

/** Whether something in the page scrolls by itself that takes up most of the window: what is in there has its own end. */
export function hasInnerScroller(): boolean {
  const least = innerWidth * innerHeight * MIN_SHARE;
  const { body, documentElement, scrollingElement } = document;
  for (const root of rootsOf(document)) {
    for (const element of elementsIn(root, '*')) {
      const { clientWidth, clientHeight, scrollHeight } = element;
      const isLarge = clientWidth * clientHeight >= least && scrollHeight > clientHeight + 1;
      const isOfPage = element === documentElement || element === scrollingElement;
      if (!isLarge || isOfPage || (element === body && isViewportsOverflow())) continue;
      if (/auto|scroll/.test(getComputedStyle(element).overflowY)) return true;
    }
  }
  return false;
}

/** What is said of the body counts for the window, unless something is said of the root. */
function isViewportsOverflow(): boolean {
  return getComputedStyle(document.documentElement).overflow === 'visible';
}
