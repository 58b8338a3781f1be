import type { Point, Rectangle, Size } from './rectangle.ts';

// How a region is chosen in a window, by hand or by keys. All in CSS pixels, and never outside of the window.

/** A press of the button that goes no further than this is a click, and chooses nothing. */
const MIN_DRAG = 3;
/** What one press of an arrow key moves, and with Ctrl. */
const COARSE_STEP = 10;
const FINE_STEP = 1;

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** What was drawn from one point to another; undefined where it is no more than a click. */
export function draggedRegion(from: Point, to: Point, bounds: Size): Rectangle | undefined {
  const across = span(from.x, to.x, bounds.width);
  const down = span(from.y, to.y, bounds.height);
  if (across.length < MIN_DRAG || down.length < MIN_DRAG) return undefined;
  return { x: across.start, y: down.start, width: across.length, height: down.length };
}

function span(from: number, to: number, limit: number) {
  const ends = [clamp(from, 0, limit), clamp(to, 0, limit)];
  const start = Math.min(...ends);
  return { start, length: Math.max(...ends) - start };
}

/** What the keyboard begins with: half of the window, in its middle. */
export function firstRegion({ width, height }: Size): Rectangle {
  return {
    x: Math.round(width / 4),
    y: Math.round(height / 4),
    width: Math.max(1, Math.round(width / 2)),
    height: Math.max(1, Math.round(height / 2)),
  };
}

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey'>;

/**
 * What an arrow key makes of a region: it moves it, with Shift it moves its lower right corner, and with Ctrl by one pixel.
 * @returns undefined for any other key
 */
export function regionByKey(region: Rectangle, press: KeyPress, bounds: Size): Rectangle | undefined {
  const direction = directions[press.key];
  if (direction === undefined) return undefined;
  const step = press.ctrlKey ? FINE_STEP : COARSE_STEP;
  const { x, y, width, height } = region;
  if (press.shiftKey) {
    return {
      x,
      y,
      width: clamp(width + direction.x * step, 1, bounds.width - x),
      height: clamp(height + direction.y * step, 1, bounds.height - y),
    };
  }
  return {
    width,
    height,
    x: clamp(x + direction.x * step, 0, bounds.width - width),
    y: clamp(y + direction.y * step, 0, bounds.height - height),
  };
}
