import { boxesIn, childOf, type HeifBox } from './heif-boxes.ts';
import { itemExtents, metadataItems } from './heif-items.ts';
import { BrokenPicture, type Bytes } from './picture-pieces.ts';

/** EXIF that says nothing: an offset, and a TIFF with an empty directory. */
const emptyExif = Uint8Array.of(0, 0, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0);

/** Boxes at the outside of a file that say nothing of a picture but where it is. */
const knownBoxes: ReadonlySet<string> = new Set(['ftyp', 'meta', 'mdat', 'free', 'skip', 'idat']);

/**
 * An AVIF or HEIC in which EXIF and XMP are overwritten, where they are and as long as they are: nothing else in it
 * moves. Its orientation is no EXIF, and stays.
 * @throws BrokenPicture when it is not understood wholly, as of films
 */
export function cleanHeif(bytes: Bytes): readonly Bytes[] {
  const clean = bytes.slice();
  const boxes = boxesIn(clean, 0, clean.length);
  for (const box of boxes) {
    if (box.type === 'uuid') makeFree(clean, box);
    else if (!knownBoxes.has(box.type)) throw new BrokenPicture(`it has a box ${box.type}`);
  }
  const meta = childOf(boxes, 'meta');
  if (meta === undefined) throw new BrokenPicture('it has no items');
  const inner = boxesIn(clean, meta.start + 4, meta.end);
  for (const item of metadataItems(clean, inner)) {
    const extents = itemExtents(clean, inner, item.id);
    let written = 0;
    for (const { start, end } of extents) {
      clean.fill(item.isExif ? 0 : 0x20, start, end);
      if (item.isExif) clean.set(emptyExif.subarray(written, written + end - start), start);
      written += end - start;
    }
  }
  return [clean];
}

function makeFree(bytes: Bytes, { start, end }: HeifBox): void {
  bytes.set([0x66, 0x72, 0x65, 0x65], start - 4);
  bytes.fill(0, start, end);
}
