import type { Rectangle, Size } from './rectangle.ts';
import type { ScreenScale } from './screen-messages.ts';

/**
 * Pixels of a picture of the window for one CSS pixel of the page. The width of the window would do where it is not
 * rounded: at a zoom of 110 % that alone puts a place a pixel off.
 * @param shotWidth of the picture. Where it is another than the screen's, its own resolution counts.
 */
export function scaleOfShot({ windowWidth, pixelRatio, pinchScale }: ScreenScale, shotWidth: number): number {
  const isOfScreen = Math.abs(shotWidth - windowWidth * pixelRatio) <= pixelRatio + 1;
  return (isOfScreen ? pixelRatio : shotWidth / windowWidth) * pinchScale;
}

/**
 * The pixels of a place in a picture. Places side by side have no pixel in common, and none is between them.
 * @param scale pixels for one unit of the place
 * @returns undefined when nothing of it is in the picture
 */
export function cropRectangle(place: Rectangle, scale: number, shot: Size): Rectangle | undefined {
  const across = edges(place.x, place.width, scale, shot.width);
  const down = edges(place.y, place.height, scale, shot.height);
  if (across.length < 1 || down.length < 1) return undefined;
  return { x: across.start, y: down.start, width: across.length, height: down.length };
}

function edges(from: number, length: number, scale: number, limit: number) {
  const within = (value: number) => Math.min(limit, Math.max(0, Math.round(value * scale)));
  const start = within(from);
  return { start, length: within(from + length) - start };
}
