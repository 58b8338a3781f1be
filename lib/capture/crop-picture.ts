import { captureError } from './capture-error.ts';
import { cropRectangle, scaleOfShot } from './crop-rectangle.ts';
import type { Rectangle } from './rectangle.ts';
import type { ScreenScale } from './screen-messages.ts';

/** A part of a picture of the window, at the resolution of the screen: a pixel of the page may be several of it. */
export async function cropPicture(shot: Blob, place: Rectangle, scale: ScreenScale): Promise<Blob> {
  const whole = await createImageBitmap(shot);
  try {
    const part = cropRectangle(place, scaleOfShot(scale, whole.width), whole);
    if (part === undefined) throw captureError('page-moves', '');
    const canvas = new OffscreenCanvas(part.width, part.height);
    canvas.getContext('2d')?.drawImage(whole, -part.x, -part.y);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    whole.close();
  }
}
