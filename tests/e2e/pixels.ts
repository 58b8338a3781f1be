import { readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer';

/** Size and colours of a picture, whatever format it is in: equal for equal pixels. A page decodes it. */
export async function pixelsOf(page: Page, picture: Uint8Array): Promise<string> {
  const base64 = Buffer.from(picture).toString('base64');
  return await page.evaluate(async (text: string) => {
    const blob = await (await fetch(`data:application/octet-stream;base64,${text}`)).blob();
    const bitmap = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const colours = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', colours));
    return `${bitmap.width}×${bitmap.height} ${[...digest].join(' ')}`;
  }, base64);
}

export async function pixelsOfFile(page: Page, path: string): Promise<string> {
  return await pixelsOf(page, await readFile(path));
}

/** Red, green and blue in the middle of a picture. */
export async function colourOf(page: Page, picture: Uint8Array): Promise<readonly number[]> {
  const base64 = Buffer.from(picture).toString('base64');
  return await page.evaluate(async (text: string) => {
    const blob = await (await fetch(`data:application/octet-stream;base64,${text}`)).blob();
    const bitmap = await createImageBitmap(blob);
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    return [...(context?.getImageData(bitmap.width / 2, bitmap.height / 2, 1, 1).data ?? [])];
  }, base64);
}

/** Red, green, blue and alpha at a place of a drawing, as a page shows it. */
export async function colourAt(page: Page, svg: string, x: number, y: number): Promise<readonly number[]> {
  return await page.evaluate(
    async (text, left, top) => {
      const image = new Image();
      image.src = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
      await image.decode();
      const context = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext('2d');
      context?.drawImage(image, 0, 0);
      return [...(context?.getImageData(left, top, 1, 1).data ?? [])];
    },
    svg,
    x,
    y,
  );
}
