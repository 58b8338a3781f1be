import type { Clock } from '../engine/ports.ts';
import type { Thumbnail } from '../protocol/page-pictures.ts';

// Runs in the page.

/** In pixels: two for one of a tile, as many screens have it. */
const MAX_SIDE = 320;

/** Waits for a picture to be loaded: the page's own, which it mostly has at hand. */
const LOAD_MS = 5_000;

/** Loads a picture of the page's own site. Rejects when there is none at its address, and when it takes too long. */
export async function loadImage(url: string, clock: Pick<Clock, 'schedule'>): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  const late = new Promise<never>((_resolve, reject) => {
    clock.schedule(LOAD_MS, () => reject(new DOMException('the picture is late', 'TimeoutError')));
  });
  await Promise.race([image.decode(), late]);
  return image;
}

/** Draws a picture small. `src` is null where its pixels may not be read. */
export async function drawSmall(
  source: CanvasImageSource,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Thumbnail> {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height, 1));
  const small = new OffscreenCanvas(Math.max(1, width * scale), Math.max(1, height * scale));
  const size = { width: Math.round(width), height: Math.round(height) };
  try {
    small.getContext('2d')?.drawImage(source, 0, 0, small.width, small.height);
    return { src: await toDataUrl(await small.convertToBlob({ type: 'image/webp', quality: 0.8 })), ...size };
  } catch {
    return { src: null, ...size };
  }
}

export function toDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
