import type { Rectangle, Size } from './rectangle.ts';

/**
 * The longest side of a picture that every browser can draw: Firefox's limit, also of many programs that show pictures;
 * Chromium's is 65,535. (github.com/jhildenbiddle/canvas-size keeps a list.)
 */
export const MAX_SIDE = 32_767;
/** Half of what Chromium can draw: 512 MiB of memory. */
export const MAX_AREA = 2 ** 27;

/** A picture of one part of the page, as it is to be painted. */
export interface Painting {
  /** Which shot it is of. */
  readonly shot: number;
  /** Where its upper left corner comes to in the picture; outside of it where only a part of the shot is seen. */
  readonly x: number;
  readonly y: number;
}

/** One of the pictures that a page is stored as. */
export interface PicturePlan extends Size {
  /** In the order to paint them. */
  readonly paintings: readonly Painting[];
}

export interface StitchPlan {
  readonly pictures: readonly PicturePlan[];
  /** The page is wider than a picture can be. */
  readonly isCut: boolean;
}

/**
 * How shots of a page become pictures, from its top to its bottom. What is in several of them is painted as it is in the
 * first: what stays in the window is shown there, and hidden in the others.
 * @param shots their places in the page, in pixels of the screen, in the order in which they were taken
 */
export function planStitch(
  shots: readonly Rectangle[],
  { maxSide, maxArea } = { maxSide: MAX_SIDE, maxArea: MAX_AREA },
): StitchPlan {
  const fullWidth = Math.max(0, ...shots.map(({ x, width }) => x + width));
  const fullHeight = Math.max(0, ...shots.map(({ y, height }) => y + height));
  const width = Math.min(fullWidth, maxSide);
  const most = Math.min(maxSide, Math.max(1, Math.floor(maxArea / Math.max(1, width))));
  const count = Math.ceil(fullHeight / most);
  const pictures = Array.from({ length: count }, (_, index) => {
    const top = index * most;
    const height = Math.min(most, fullHeight - top);
    const paintings = shots
      .map(({ x, y }, shot) => ({ shot, x, y: y - top }))
      .filter(({ shot, x, y }) => x < width && y < height && y + (shots[shot]?.height ?? 0) > 0)
      .reverse();
    return { width, height, paintings };
  });
  return { pictures, isCut: width < fullWidth };
}
