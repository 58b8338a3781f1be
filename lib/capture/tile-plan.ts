import type { Point, Size } from './rectangle.ts';

/** The most pictures of the window that one page is put together of: at two a second, more than a minute and a half. */
export const MAX_TILES = 200;

export interface TilePlan {
  /** Where the page is to be scrolled to for each picture, row by row. */
  readonly tiles: readonly Point[];
  /** Some of the page is left out, at its lower or its right end. */
  readonly isCut: boolean;
}

/**
 * Which places of a page are to be brought to the corner of the window so that all of it is seen, in CSS pixels. Each
 * begins where the one before ends, at a whole pixel of the screen; the last ones of a page that can't be scrolled so far
 * are seen with a part of the ones before.
 * @param scale pixels of the screen for one of CSS
 */
export function planTiles(page: Size, window: Size, scale: number, maxTiles = MAX_TILES): TilePlan {
  const columns = starts(page.width, window.width, scale);
  const rows = starts(page.height, window.height, scale);
  const columnsTaken = columns.slice(0, maxTiles);
  const rowsTaken = rows.slice(0, Math.max(1, Math.floor(maxTiles / columnsTaken.length)));
  return {
    tiles: rowsTaken.flatMap((y) => columnsTaken.map((x) => ({ x, y }))),
    isCut: columnsTaken.length < columns.length || rowsTaken.length < rows.length,
  };
}

function starts(pageLength: number, windowLength: number, scale: number): readonly number[] {
  const step = wholePixels(windowLength, scale);
  const count = Math.max(1, Math.ceil((pageLength * scale) / step - SLACK));
  return Array.from({ length: count }, (_, index) => (index * step) / scale);
}

/** Of what a computer makes of a tenth. */
const SLACK = 1e-6;

/** The pixels of a length of the window that are wholly of it; never none. */
export function wholePixels(length: number, scale: number): number {
  return Math.max(1, Math.floor(length * scale + 0.01));
}
