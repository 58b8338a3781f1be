import type { CaptureProgress } from '../engine/job-entry.ts';
import { captureError } from './capture-error.ts';
import { scaleOfShot } from './crop-rectangle.ts';
import { isAt } from './page-place.ts';
import type { Point, Rectangle, Size } from './rectangle.ts';
import type { HeldView } from './screen-messages.ts';
import type { ScreenedPage } from './screened-page.ts';
import { MAX_TILES, planTiles, wholePixels } from './tile-plan.ts';

/** What the window showed of a page. */
export interface PageShot {
  readonly image: Blob;
  /** Of the page, in pixels of the screen. The corner of the image is the corner of it; what is beyond is no page. */
  readonly place: Rectangle;
}

export interface PageShots {
  readonly shots: readonly PageShot[];
  /** Some of the page is left out: there is too much of it, or it grows as it is looked at. */
  readonly isCut: boolean;
  /** A large part of it scrolls by itself, and only what was seen of that is in it. */
  readonly scrollsInside: boolean;
}

/** A page that loads more as it is scrolled is followed for so many windows more than it had. */
export const MAX_GROWTH_WINDOWS = 10;
/** How often a place is taken again when the page moves. */
const MAX_TRIES = 3;

/**
 * Takes pictures of a page until all of it was seen, from its top left corner on. The page is put back as it was, however
 * that ends. Rejects with `page-moves` when it won't stand still.
 */
export async function takePageShots(
  page: ScreenedPage,
  signal: AbortSignal,
  tell: (progress: CaptureProgress) => void,
): Promise<PageShots> {
  try {
    const first = await page.hold();
    const { view } = first;
    const scale = view.pixelRatio * view.pinchScale;
    tell({ current: 1, total: planTiles(first.page, view, scale).tiles.length });
    const size = await lookThrough(page, first);
    const { tiles, isCut } = planTiles(size, view, scale);
    const shots: PageShot[] = [];
    for (const tile of tiles) {
      signal.throwIfAborted();
      tell({ current: shots.length + 1, total: tiles.length });
      shots.push(await takeShot(page, tile, view));
    }
    const { page: end } = await page.held();
    const hasGrown = end.height > size.height + 1 || end.width > size.width + 1;
    return { shots, isCut: isCut || size.isCut || hasGrown, scrollsInside: first.scrollsInside };
  } finally {
    // It may be gone, or have done so itself.
    await page.release().catch(() => undefined);
  }
}

/** Goes through the page once from top to bottom, so that it loads what it loads only then. @returns its size */
async function lookThrough(page: ScreenedPage, first: HeldView): Promise<Size & { readonly isCut: boolean }> {
  const windows = Math.min(MAX_TILES, first.page.height / first.view.height + MAX_GROWTH_WINDOWS);
  const limit = windows * first.view.height;
  let top = 0;
  for (;;) {
    const { view, page: now } = await page.show(0, top, true);
    const width = now.width > view.width + 1 ? now.width : view.width;
    const bottom = view.top + view.height;
    if (bottom >= now.height - 1) return { width, height: bottom, isCut: false };
    if (bottom >= limit) return { width, height: bottom, isCut: true };
    if (top > view.top + 1) throw captureError('page-moves', '');
    top = bottom;
  }
}

async function takeShot(page: ScreenedPage, { x, y }: Point, like: HeldView['view']): Promise<PageShot> {
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const before = await page.show(x, y, x === 0 && y === 0);
    if (!isAlike(before.view, like)) break;
    if (!isAt(before, x, y)) continue;
    const image = await page.shoot();
    const after = await page.held();
    if (JSON.stringify(after.view) !== JSON.stringify(before.view)) continue;
    return { image, place: await placeOf(image, before.view) };
  }
  throw captureError('page-moves', '');
}

/** Whether the window is as large as before, and its pixels. */
function isAlike(a: HeldView['view'], b: HeldView['view']): boolean {
  return (['width', 'height', 'pixelRatio', 'pinchScale'] as const).every((key) => a[key] === b[key]);
}

async function placeOf(image: Blob, view: HeldView['view']): Promise<Rectangle> {
  const shot = await sizeOfPng(image);
  const scale = scaleOfShot(view, shot.width);
  const width = Math.min(shot.width, wholePixels(view.width, scale));
  const height = Math.min(shot.height, wholePixels(view.height, scale));
  return { x: Math.round(view.left * scale), y: Math.round(view.top * scale), width, height };
}

/** As its header has it, which is the first thing in every PNG. */
async function sizeOfPng(image: Blob): Promise<Size> {
  const header = new DataView(await image.slice(16, 24).arrayBuffer());
  return { width: header.getUint32(0), height: header.getUint32(4) };
}
