import { elementsIn } from './page-dom.ts';
import { rootsOf } from './page-roots.ts';
import type { StyleLedger } from './style-ledger.ts';

// Runs in the page.

/**
 * Has everything be seen only once that stays in the window while the page is scrolled. What sticks to an edge goes back
 * to its own place in the page; what is fixed to the window is hidden.
 * @param isFixedSeen whether that may be seen now
 */
export function unstick(styles: StyleLedger, isFixedSeen: boolean): void {
  for (const root of rootsOf(document)) {
    for (const element of elementsIn(root, '*')) {
      if (!(element instanceof HTMLElement || element instanceof SVGElement)) continue;
      const { position } = getComputedStyle(element);
      if (position === 'sticky') {
        // Not `static`: what is placed inside of it stays where it is.
        styles.set(element, 'position', 'relative');
        for (const edge of ['top', 'right', 'bottom', 'left']) styles.set(element, edge, 'auto');
      } else if (position === 'fixed' && !isFixedSeen && isFixedToWindow(element)) {
        // A child may be visible in a parent that is not; of one without opacity nothing is seen.
        styles.set(element, 'transition-property', 'none');
        styles.set(element, 'opacity', '0');
      }
    }
  }
}

/** Inside of an element that is transformed, what is fixed is scrolled with it. */
function isFixedToWindow(element: Element): boolean {
  return !(element instanceof HTMLElement) || element.offsetParent === null;
}
