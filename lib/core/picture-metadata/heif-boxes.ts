import { BrokenPicture, type Bytes, latin1, piece, viewOf } from './picture-pieces.ts';

/** A box of the ISO base media format: its type, and where its content is in the file. */
export interface HeifBox {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** @throws BrokenPicture when they do not fill the place exactly */
export function boxesIn(bytes: Bytes, from: number, to: number): readonly HeifBox[] {
  const boxes: HeifBox[] = [];
  for (let at = from; at < to; ) {
    const short = viewOf(piece(bytes, at, at + 8)).getUint32(0);
    const isLong = short === 1;
    const long = isLong ? Number(viewOf(piece(bytes, at, at + 16)).getBigUint64(8)) : short;
    const start = at + (isLong ? 16 : 8);
    const end = short === 0 ? to : at + long;
    if (end < start || end > to) throw new BrokenPicture('a box is larger than its place');
    boxes.push({ type: latin1(bytes, at + 4, 4), start, end });
    at = end;
  }
  return boxes;
}

export function childOf(boxes: readonly HeifBox[], type: string): HeifBox | undefined {
  return boxes.find((box) => box.type === type);
}

/** Numbers of one box after the other. @throws BrokenPicture at its end */
export function readerOf(bytes: Bytes, { start, end }: HeifBox) {
  let at = start;
  return {
    /** @param size 0, 1, 2, 4 or 8 bytes; nothing is 0 */
    number(size: number): number {
      const view = viewOf(piece(bytes, at, Math.min(at + size, end)));
      if (view.byteLength !== size) throw new BrokenPicture('a box ends too early');
      at += size;
      if (size === 0) return 0;
      if (size === 1) return view.getUint8(0);
      if (size === 2) return view.getUint16(0);
      if (size === 4) return view.getUint32(0);
      if (size === 8) return Number(view.getBigUint64(0));
      throw new BrokenPicture(`a number has ${size} bytes`);
    },
    text(length: number): string {
      at += length;
      return latin1(piece(bytes, at - length, Math.min(at, end)), 0, length);
    },
    /** The rest of the box, as text. */
    rest: () => latin1(piece(bytes, at, end), 0, end - at),
    place: () => at,
  };
}
