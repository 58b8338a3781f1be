import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { drawThumbnail } from './draw-thumbnail.ts';

const decode = vi.fn(async () => {
  throw new DOMException('nothing is drawn here', 'InvalidStateError');
});
vi.stubGlobal('createImageBitmap', decode);
beforeEach(() => void decode.mockClear());

const drawing = readFileSync(resolve(import.meta.dirname, '../../scripts/demo/drawing.png'));

/** A picture of a few bytes that says it is so large. */
function pngOf(width: number, height: number): Blob {
  const bytes = new Uint8Array(drawing);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return new Blob([bytes]);
}

test.each([
  ['of gigapixels', pngOf(60_000, 60_000)],
  ['of one pixel in height and billions in width', pngOf(2 ** 31 - 1, 1)],
  ['that ends before it says how large it is', new Blob([drawing.subarray(0, 20)])],
])('a picture %s is not decoded for a small one', async (_title, picture) => {
  expect(await drawThumbnail(picture, 'image/png')).toBeUndefined();
  expect(decode).not.toHaveBeenCalled();
});

test('a picture of gigapixels that is called an icon is not decoded either', async () => {
  expect(await drawThumbnail(pngOf(60_000, 60_000), 'image/x-icon')).toBeUndefined();
  expect(decode).not.toHaveBeenCalled();
});

test('a picture of a camera is decoded', async () => {
  await drawThumbnail(pngOf(11_648, 8_736), 'image/png');
  expect(decode).toHaveBeenCalledOnce();
});
