import type { Page } from 'puppeteer';
import * as v from 'valibot';
import { parse } from '../../lib/protocol/parse.ts';

/**
 * Reads a picture of a square grid in the middle of each of its fields; a page decodes it.
 * @param count of fields, each way
 * @returns a line for each line of fields: `#` is black, `.` white, `?` neither
 */
export async function darkModules(
  page: Page,
  picture: Uint8Array,
  count: number,
): Promise<readonly string[]> {
  const lines: unknown = await page.evaluate(
    async (base64, fields) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      const middle = (field: number, length: number) => Math.floor(((field + 0.5) * length) / fields);
      const at = (x: number, y: number) => {
        const place = [middle(x, bitmap.width), middle(y, bitmap.height)] as const;
        const [red, green, blue] = context?.getImageData(...place, 1, 1).data ?? [];
        if (red !== green || green !== blue) return '?';
        return red === 0 ? '#' : red === 255 ? '.' : '?';
      };
      const all = Array.from({ length: fields }, (_, index) => index);
      return all.map((y) => all.map((x) => at(x, y)).join(''));
    },
    Buffer.from(picture).toString('base64'),
    count,
  );
  return parse(v.array(v.string()), lines, 'the lines of the picture');
}
