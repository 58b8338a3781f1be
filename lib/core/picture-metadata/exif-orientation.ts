import { type Bytes, viewOf } from './picture-pieces.ts';

/** How a picture lies: 1 as its pixels are, 2 to 8 turned or mirrored. The one fact of EXIF that changes what is seen. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;
const orientations: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

/** By the first directory of EXIF's TIFF; 1 when nothing is said, or nothing that is known. */
export function readOrientation(tiff: Bytes): Orientation {
  const view = viewOf(tiff);
  if (view.byteLength < 8) return 1;
  const order = view.getUint16(0);
  const isLittle = order === 0x4949;
  if ((!isLittle && order !== 0x4d4d) || view.getUint16(2, isLittle) !== 42) return 1;
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > view.byteLength) return 1;
  const count = view.getUint16(directory, isLittle);
  for (let index = 0; index < count; index++) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > view.byteLength) return 1;
    if (view.getUint16(entry, isLittle) !== ORIENTATION_TAG) continue;
    const isShort = view.getUint16(entry + 2, isLittle) === SHORT;
    const value = view.getUint16(entry + 8, isLittle);
    return (isShort && orientations.find((known) => known === value)) || 1;
  }
  return 1;
}

/** EXIF that says nothing else. */
export function orientationTiff(orientation: Orientation): Bytes {
  const tiff = new Uint8Array(26);
  const view = viewOf(tiff);
  view.setUint16(0, 0x4d4d);
  view.setUint16(2, 42);
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  view.setUint16(10, ORIENTATION_TAG);
  view.setUint16(12, SHORT);
  view.setUint32(14, 1);
  view.setUint16(18, orientation);
  return tiff;
}
