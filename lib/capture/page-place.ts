import type { HeldView } from './screen-messages.ts';

/** Whether a page is where it was brought to, or at its end on the way there. */
export function isAt({ view, page }: HeldView, left: number, top: number): boolean {
  return isThere(view.left, left, view.width, page.width) && isThere(view.top, top, view.height, page.height);
}

/** Browsers scroll by whole pixels of the screen, and round the size of the page. */
function isThere(start: number, wanted: number, length: number, pageLength: number): boolean {
  const isEnd = start < wanted && start + length >= pageLength - 1;
  return Math.abs(start - wanted) < 1 || isEnd;
}
