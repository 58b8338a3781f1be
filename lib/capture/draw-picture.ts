import type { PictureOptions, Treatment } from '../core/picture-options.ts';
import { fittingSize, type PictureTarget } from '../core/picture-target.ts';

/** A picture that was drawn anew: its pixels as they are seen, upright, without anything said of it. */
export interface DrawnPicture {
  readonly blob: Blob;
  readonly treatments: readonly Treatment[];
}

/**
 * Draws a picture anew as what it is to become, in the colours and the orientation that it is seen in.
 * @param isWide it may have more colours than sRGB
 * @returns undefined when it is as it should be already
 * @throws DOMException when it can't be read or drawn
 */
export async function drawPicture(
  blob: Blob,
  target: PictureTarget,
  { longestSide, quality }: PictureOptions,
  isWide: boolean,
): Promise<DrawnPicture | undefined> {
  const bitmap = await createImageBitmap(blob);
  try {
    const size = fittingSize(bitmap, longestSide);
    const isScaled = size.width < bitmap.width || size.height < bitmap.height;
    if (!isScaled && !target.isConversion) return undefined;
    const canvas = new OffscreenCanvas(size.width, size.height);
    const context = canvas.getContext('2d', { colorSpace: isWide ? 'display-p3' : 'srgb' });
    if (context === null) throw new DOMException('there is nothing to draw on', 'InvalidStateError');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, size.width, size.height);
    // JPEG has no transparency: what has some becomes a PNG.
    const type = target.mimetype === 'image/jpeg' && hasTransparency(context) ? 'image/png' : target.mimetype;
    const drawn = await canvas.convertToBlob({ type, quality: quality / 100 });
    if (drawn.type !== type) throw new DOMException(`the browser writes no ${type}`, 'NotSupportedError');
    return {
      blob: drawn,
      treatments: [
        ...(type === blob.type ? [] : [{ kind: 'converted', from: blob.type, to: type } as const]),
        ...(isScaled ? [{ kind: 'scaled', ...size } as const] : []),
      ],
    };
  } finally {
    bitmap.close();
  }
}

/** Rows that are looked at in one go. */
const ROWS = 256;

function hasTransparency(context: OffscreenCanvasRenderingContext2D): boolean {
  const { width, height } = context.canvas;
  for (let row = 0; row < height; row += ROWS) {
    const { data } = context.getImageData(0, row, width, Math.min(ROWS, height - row));
    for (let index = 3; index < data.length; index += 4) if (data[index] !== 255) return true;
  }
  return false;
}
