import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { defaultPictureOptions } from '../core/picture-options.ts';
import type { Clock } from '../engine/ports.ts';
import { treatPicture } from './treat-picture.ts';

const clock: Clock = { nowMs: () => 0, random: () => 0, schedule: () => () => undefined };
const decode = vi.fn(async () => {
  throw new DOMException('nothing is drawn here', 'InvalidStateError');
});
vi.stubGlobal('createImageBitmap', decode);
beforeEach(() => void decode.mockClear());

const drawing = readFileSync(resolve(import.meta.dirname, '../../scripts/demo/drawing.png'));
const scaled = { ...defaultPictureOptions, longestSide: 1_000 };

function pngOf(width: number, height: number): Blob {
  const bytes = new Uint8Array(drawing);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return new Blob([bytes]);
}

test('a picture of a few bytes that would be gigapixels is not decoded: it stays as it is, and says why', async () => {
  const bomb = pngOf(60_000, 60_000);
  const { blob, treatments } = await treatPicture(bomb, scaled, clock);
  expect(treatments).toEqual([{ kind: 'not-drawn', why: 'too-large' }]);
  expect(blob.size).toBe(bomb.size);
  expect(decode).not.toHaveBeenCalled();
});

test('a picture as large as browsers draw is decoded', async () => {
  await treatPicture(pngOf(16_384, 16_384), scaled, clock);
  expect(decode).toHaveBeenCalledOnce();
});
