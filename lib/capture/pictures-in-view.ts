import type { Clock } from '../engine/ports.ts';
import { elementsIn } from './page-dom.ts';
import { rootsOf } from './page-roots.ts';

// Runs in the page.

const LOOK_AGAIN_MS = 50;
/** What is seen at once is given this long to be loaded, and all of a page that is looked through this long together. */
const LONGEST_AT_ONCE_MS = 1_500;
const LONGEST_TOGETHER_MS = 15_000;

/** Waits for pictures that a page loads only when they come to be seen, and not for ever. */
export function createPictureWait(clock: Pick<Clock, 'schedule'>): () => Promise<void> {
  let leftMs = LONGEST_TOGETHER_MS;
  return async () => {
    const untilMs = leftMs - Math.min(leftMs, LONGEST_AT_ONCE_MS);
    while (leftMs > untilMs && isLoadingInView()) {
      leftMs -= LOOK_AGAIN_MS;
      await new Promise<void>((resolve) => void clock.schedule(LOOK_AGAIN_MS, resolve));
    }
  };
}

function isLoadingInView(): boolean {
  for (const root of rootsOf(document)) {
    for (const picture of elementsIn(root, 'img')) {
      if (picture instanceof HTMLImageElement && !picture.complete && isInView(picture)) return true;
    }
  }
  return false;
}

function isInView(element: Element): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return right >= 0 && bottom >= 0 && left <= innerWidth && top <= innerHeight;
}
