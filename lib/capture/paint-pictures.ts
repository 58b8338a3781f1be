import { captureError } from './capture-error.ts';
import type { PageShot } from './page-shots.ts';
import { type PicturePlan, planStitch } from './stitch-plan.ts';

/**
 * The pictures that shots of a page come to, one below the other.
 * Rejects with `page-too-large` when the browser can't hold one of them.
 */
export async function paintPictures(
  shots: readonly PageShot[],
  signal: AbortSignal,
): Promise<{ readonly pictures: readonly Blob[]; readonly isCut: boolean }> {
  const plan = planStitch(shots.map(({ place }) => place));
  const pictures: Blob[] = [];
  for (const picture of plan.pictures) {
    pictures.push(
      await paint(picture, shots, signal).catch((cause: unknown) => {
        signal.throwIfAborted();
        throw captureError('page-too-large', '', {}, cause);
      }),
    );
  }
  return { pictures, isCut: plan.isCut };
}

async function paint(
  { width, height, paintings }: PicturePlan,
  shots: readonly PageShot[],
  signal: AbortSignal,
): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  // A canvas of this size is beyond what a graphics card holds.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('there is no canvas of this size');
  for (const { shot, x, y } of paintings) {
    signal.throwIfAborted();
    const { image, place } = shots[shot] ?? {};
    if (image === undefined || place === undefined) continue;
    const bitmap = await createImageBitmap(image, 0, 0, place.width, place.height);
    context.drawImage(bitmap, x, y);
    bitmap.close();
  }
  return await canvas.convertToBlob({ type: 'image/png' });
}
