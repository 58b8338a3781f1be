import type { Clock } from '../engine/ports.ts';
import { absolute, elementsIn } from './page-dom.ts';
import type { PagePlace } from './page-messages.ts';
import { rootsOf } from './page-roots.ts';
import { scaleOfPage } from './page-view.ts';

// Runs in the page.

export type ShownPicture = HTMLImageElement | HTMLInputElement | HTMLVideoElement | SVGImageElement;

/** The element that shows the picture of an address: one that can be seen before one that can't. */
export function findShown(url: string): ShownPicture | undefined {
  const candidates: ShownPicture[] = [];
  for (const root of rootsOf(document)) {
    for (const element of elementsIn(root, 'img, input[type=image], video, image')) {
      if (isPicture(element) && addressOf(element) === url && isLoaded(element)) candidates.push(element);
    }
  }
  return candidates.find((element) => visibleBox(element) !== undefined) ?? candidates[0];
}

/** The names of elements mean nothing in other namespaces than their own. */
function isPicture(element: Element): element is ShownPicture {
  return [HTMLImageElement, HTMLInputElement, HTMLVideoElement, SVGImageElement].some(
    (kind) => element instanceof kind,
  );
}

function addressOf(element: ShownPicture): string {
  if (element instanceof HTMLImageElement || element instanceof HTMLVideoElement) {
    return element.currentSrc || element.src;
  }
  if (element instanceof HTMLInputElement) return element.src;
  return absolute(element.href.baseVal) ?? '';
}

/** A broken picture shows nothing, and a crop of it would be one of its alternative text. */
function isLoaded(element: ShownPicture): boolean {
  if (element instanceof HTMLVideoElement) return element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
  return !(element instanceof HTMLImageElement) || (element.complete && element.naturalWidth > 0);
}

/** What the page says of a picture, for those who can't see it or point at it. */
export function labelOf(element: ShownPicture | undefined): string {
  const said = ['alt', 'aria-label', 'title'].map((name) => element?.getAttribute(name)?.trim());
  return said.find((text) => text !== undefined && text !== '') ?? '';
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function visibleBox(element: Element): Box | undefined {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return cut({ left, top, right, bottom }, window);
}

/** The part of a box that is seen in a window, from the corner of what is seen: two fingers may have made it larger. */
function cut(box: Box, { visualViewport, innerWidth, innerHeight }: Window): Box | undefined {
  const { offsetLeft = 0, offsetTop = 0, width = innerWidth, height = innerHeight } = visualViewport ?? {};
  const left = Math.max(0, box.left - offsetLeft);
  const top = Math.max(0, box.top - offsetTop);
  const right = Math.min(width, box.right - offsetLeft);
  const bottom = Math.min(height, box.bottom - offsetTop);
  return right - left >= 1 && bottom - top >= 1 ? { left, top, right, bottom } : undefined;
}

/**
 * Where a picture is in the window of the tab.
 * @returns undefined when it can't be seen, or stands in a frame of another site, whose place nobody tells
 */
export function placeOf(element: Element): PagePlace | undefined {
  let box = visibleBox(element);
  let view: Window = window;
  while (box !== undefined && view !== view.top) {
    const frame = frameOf(view);
    const outer = frame?.ownerDocument.defaultView;
    if (frame === undefined || outer === null || outer === undefined) return undefined;
    const { left, top } = frame.getBoundingClientRect();
    const x = left + frame.clientLeft;
    const y = top + frame.clientTop;
    box = cut({ left: box.left + x, top: box.top + y, right: box.right + x, bottom: box.bottom + y }, outer);
    view = outer;
  }
  if (box === undefined) return undefined;
  return {
    x: box.left,
    y: box.top,
    width: box.right - box.left,
    height: box.bottom - box.top,
    scale: scaleOfPage(view),
  };
}

function frameOf(view: Window): Element | undefined {
  try {
    return view.frameElement ?? undefined;
  } catch {
    return undefined;
  }
}

/** A video can say that it has a frame before it has one that can be drawn: it is asked so often, with so much time between. */
const FRAME_TRIES = 20;
const FRAME_WAIT_MS = 50;

/**
 * The pixels of a picture, or of a video as it is just now.
 * @throws DOMException where another site's picture may not be read, or the element hands out no pixels
 */
export async function decodedPicture(element: ShownPicture, clock: Pick<Clock, 'schedule'>): Promise<Blob> {
  if (element instanceof HTMLImageElement) {
    return await toPng(drawn(element, element.naturalWidth, element.naturalHeight));
  }
  for (let tries = 0; element instanceof HTMLVideoElement && tries < FRAME_TRIES; tries++) {
    const canvas = drawn(element, element.videoWidth, element.videoHeight);
    if (isPainted(canvas)) return await toPng(canvas);
    await new Promise<void>((resolve) => void clock.schedule(FRAME_WAIT_MS, resolve));
  }
  throw new DOMException('its pixels are not at hand', 'NotSupportedError');
}

const toPng = (canvas: OffscreenCanvas): Promise<Blob> => canvas.convertToBlob({ type: 'image/png' });

function drawn(source: CanvasImageSource, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(source, 0, 0);
  return canvas;
}

/** Whether anything was drawn: frames are opaque, and a canvas is not. */
function isPainted(canvas: OffscreenCanvas): boolean {
  const middle = canvas.getContext('2d')?.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1);
  return (middle?.data[3] ?? 0) > 0;
}
