import { BrokenPicture, type Bytes, latin1, piece } from './picture-pieces.ts';

const [EXTENSION, IMAGE, TRAILER] = [0x21, 0x2c, 0x3b];
const [COMMENT, APPLICATION] = [0xfe, 0xff];
/** Extensions of applications that change what is seen: how often it is repeated, and its colours. */
const keptApplications: ReadonlySet<string> = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012']);

/**
 * A GIF without comments and without what applications have said of it, such as XMP.
 * @throws BrokenPicture
 */
export function cleanGif(bytes: Bytes): readonly Bytes[] {
  const headEnd = 13 + colourTableBytes(bytes[10] ?? 0);
  const pieces: Bytes[] = [piece(bytes, 0, headEnd)];
  for (let at = headEnd; ; ) {
    const kind = bytes[at];
    if (kind === TRAILER) {
      pieces.push(piece(bytes, at, at + 1));
      return pieces;
    }
    if (kind !== EXTENSION && kind !== IMAGE) throw new BrokenPicture(`no block begins at byte ${at}`);
    // An image has nine bytes of its place, its own colours, and the size of its first codes.
    const data = kind === EXTENSION ? at + 2 : at + 11 + colourTableBytes(bytes[at + 9] ?? 0);
    const end = endOfBlocks(bytes, data);
    const label = bytes[at + 1];
    const isSaid =
      kind === EXTENSION &&
      (label === COMMENT || (label === APPLICATION && !keptApplications.has(latin1(bytes, at + 3, 11))));
    if (!isSaid) pieces.push(piece(bytes, at, end));
    at = end;
  }
}

function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0;
}

/** Blocks of up to 255 bytes, each after its length, and an empty one at the end. */
function endOfBlocks(bytes: Bytes, from: number): number {
  for (let at = from; ; ) {
    const sizeBytes = bytes[at];
    if (sizeBytes === undefined) throw new BrokenPicture('its blocks have no end');
    at += 1 + sizeBytes;
    if (sizeBytes === 0) return at;
  }
}
