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
