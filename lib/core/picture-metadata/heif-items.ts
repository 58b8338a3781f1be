import { boxesIn, childOf, type HeifBox, readerOf } from './heif-boxes.ts';
import { BrokenPicture, type Bytes } from './picture-pieces.ts';

/** An item that says something of the picture. */
export interface MetadataItem {
  readonly id: number;
  readonly isExif: boolean;
}

/** @param boxes those of `meta` */
export function metadataItems(bytes: Bytes, boxes: readonly HeifBox[]): readonly MetadataItem[] {
  const info = childOf(boxes, 'iinf');
  if (info === undefined) return [];
  const reader = readerOf(bytes, info);
  const version = reader.number(4) >>> 24;
  reader.number(version === 0 ? 2 : 4);
  return boxesIn(bytes, reader.place(), info.end).flatMap((entry): readonly MetadataItem[] => {
    if (entry.type !== 'infe') return [];
    const item = readerOf(bytes, entry);
    const itemVersion = item.number(4) >>> 24;
    if (itemVersion < 2) throw new BrokenPicture('its items are of an old kind');
    const id = item.number(itemVersion === 2 ? 2 : 4);
    item.number(2);
    const type = item.text(4);
    if (type === 'Exif') return [{ id, isExif: true }];
    // `mime` is XMP, or something else that is no picture; `uri ` anything at all.
    return type === 'mime' || type === 'uri ' ? [{ id, isExif: false }] : [];
  });
}

/** Where the bytes of an item are. @throws BrokenPicture when that can't be told */
export function itemExtents(
  bytes: Bytes,
  boxes: readonly HeifBox[],
  id: number,
): readonly { readonly start: number; readonly end: number }[] {
  const location = childOf(boxes, 'iloc');
  if (location === undefined) throw new BrokenPicture('nothing tells where its items are');
  const reader = readerOf(bytes, location);
  const version = reader.number(4) >>> 24;
  const [sizes, moreSizes] = [reader.number(1), reader.number(1)];
  const [offsetSize, lengthSize, baseSize] = [sizes >> 4, sizes & 15, moreSizes >> 4];
  const indexSize = version === 0 ? 0 : moreSizes & 15;
  const count = reader.number(version < 2 ? 2 : 4);
  for (let index = 0; index < count; index++) {
    const itemId = reader.number(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : reader.number(2) & 15;
    const isElsewhere = reader.number(2) !== 0;
    const base = reader.number(baseSize);
    const extents = Array.from({ length: reader.number(2) }, () => {
      reader.number(indexSize);
      return { offset: reader.number(offsetSize), length: reader.number(lengthSize) };
    });
    if (itemId !== id) continue;
    const origin = base + originOf(method, isElsewhere, boxes);
    return extents.map(({ offset, length }) => {
      const start = origin + offset;
      const end = start + length;
      // A length of zero means the rest of the file.
      if (length === 0 || end > bytes.length) throw new BrokenPicture('an item is larger than the file');
      return { start, end };
    });
  }
  return [];
}

function originOf(method: number, isElsewhere: boolean, boxes: readonly HeifBox[]): number {
  if (isElsewhere) throw new BrokenPicture('an item is in another file');
  if (method === 0) return 0;
  const data = childOf(boxes, 'idat');
  if (method !== 1 || data === undefined) throw new BrokenPicture('an item is made of another one');
  return data.start;
}
