import { cleanGif } from './clean-gif.ts';
import { cleanHeif } from './clean-heif.ts';
import { cleanJpeg } from './clean-jpeg.ts';
import { cleanPng } from './clean-png.ts';
import { cleanWebp } from './clean-webp.ts';
import { BrokenPicture, type Bytes } from './picture-pieces.ts';

/** @throws BrokenPicture */
type Clean = (bytes: Bytes) => readonly Bytes[];

const cleaners: Readonly<Record<string, Clean>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/webp': cleanWebp,
  'image/gif': cleanGif,
  'image/avif': cleanHeif,
  'image/heic': cleanHeif,
  'image/heif': cleanHeif,
  // Where these say anything, it is part of the drawing.
  'image/bmp': (bytes) => [bytes],
  'image/x-icon': (bytes) => [bytes],
  'image/svg+xml': (bytes) => [bytes],
};

/** A picture's file without what is said of the picture, or why that can't be had. */
export type Cleaning =
  | { readonly kind: 'clean'; readonly pieces: readonly Bytes[]; readonly isChanged: boolean }
  | { readonly kind: 'unknown-format' | 'broken' };

/**
 * Takes out of a picture's file what is said of it: where and when it was taken, with what, by whom. Its pixels, colours
 * and orientation stay as they are, bit by bit.
 */
export function cleanPicture(bytes: Bytes, mimetype: string): Cleaning {
  const clean = cleaners[mimetype];
  if (clean === undefined) return { kind: 'unknown-format' };
  try {
    const pieces = clean(bytes);
    return { kind: 'clean', pieces, isChanged: !areTheBytes(pieces, bytes) };
  } catch (thrown) {
    if (thrown instanceof BrokenPicture) return { kind: 'broken' };
    throw thrown;
  }
}

function areTheBytes(pieces: readonly Bytes[], bytes: Bytes): boolean {
  let at = 0;
  for (const one of pieces) {
    // What was not touched is a view of the very same bytes, and need not be compared.
    const isView = one.buffer === bytes.buffer && one.byteOffset === bytes.byteOffset + at;
    if (!isView && one.some((byte, index) => byte !== bytes[at + index])) return false;
    at += one.length;
  }
  return at === bytes.length;
}
