import { typeOfBytes } from '../core/magic-bytes.ts';
import { pictureSize, SIZE_BYTES } from '../core/picture-size.ts';
import { MAX_THUMBNAIL_CHARS } from '../protocol/thumbnail.ts';
import { toDataUrl } from './draw-small.ts';

/** In pixels; a row shows it at half that size, for screens of two pixels to one. */
const SIDE = 80;
/** What is larger is not decoded for a small picture of it. */
const MAX_BYTES = 64 * 1024 ** 2;
/**
 * A browser takes four bytes for each pixel: half a gibibyte for so many, which are more than nearly all cameras take. A
 * file of a few kilobytes can be one of gigapixels, and would end the process that carries the uploads.
 */
const MAX_PIXELS = 128 * 1024 ** 2;

/** Kinds that a browser draws as pixels and nothing else: a drawing such as SVG may ask for other things. */
const bitmaps = /^image\/(?:png|jpeg|gif|webp|avif|bmp|x-icon)$/;

export function hasThumbnail(mimetype: string, sizeBytes: number): boolean {
  return bitmaps.test(mimetype) && sizeBytes <= MAX_BYTES;
}

/** The middle of a picture, small, as a `data:` address. Nothing when it can't be drawn; never rejects. */
export async function drawThumbnail(blob: Blob, mimetype: string): Promise<string | undefined> {
  if (!hasThumbnail(mimetype, blob.size)) return undefined;
  try {
    if (!(await isDecodable(blob))) return undefined;
    const whole = await createImageBitmap(blob.slice(0, blob.size, mimetype));
    try {
      return await drawMiddle(whole);
    } finally {
      whole.close();
    }
  } catch {
    return undefined;
  }
}

/** Browsers go by the bytes. Of what does not say at its start how large it is, nobody knows what it would take. */
async function isDecodable(blob: Blob): Promise<boolean> {
  const start = new Uint8Array(await blob.slice(0, SIZE_BYTES).arrayBuffer());
  const size = pictureSize(start, typeOfBytes(start) ?? '');
  return size !== undefined && size.width * size.height <= MAX_PIXELS;
}

async function drawMiddle(whole: ImageBitmap): Promise<string | undefined> {
  const side = Math.min(whole.width, whole.height);
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  context.imageSmoothingQuality = 'high';
  const [left, top] = [(whole.width - side) / 2, (whole.height - side) / 2];
  context.drawImage(whole, left, top, side, side, 0, 0, SIDE, SIDE);
  for (const quality of [0.75, 0.4]) {
    const drawn = await toDataUrl(await canvas.convertToBlob({ type: 'image/webp', quality }));
    if (drawn.length <= MAX_THUMBNAIL_CHARS) return drawn;
  }
  return undefined;
}
