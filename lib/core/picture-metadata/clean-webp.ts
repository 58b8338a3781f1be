import { type Orientation, orientationTiff, readOrientation } from './exif-orientation.ts';
import { type Bytes, bytesOfLatin1, latin1, piece, viewOf } from './picture-pieces.ts';

const HEAD_BYTES = 12;
const [EXIF_FLAG, XMP_FLAG] = [0x08, 0x04];
/** The picture, its frames, transparency and colours. */
const keptChunks: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

/**
 * A WebP without what is said of it: EXIF, of which the orientation stays, XMP and chunks that nobody knows.
 * @throws BrokenPicture
 */
export function cleanWebp(bytes: Bytes): readonly Bytes[] {
  const head = piece(bytes, 0, HEAD_BYTES).slice();
  const fileEnd = Math.min(bytes.length, viewOf(head).getUint32(4, true) + 8);
  const pieces: Bytes[] = [];
  let extended: Bytes | undefined;
  let orientation: Orientation | undefined;
  for (let at = HEAD_BYTES; at + 8 <= fileEnd; ) {
    const sizeBytes = viewOf(piece(bytes, at, at + 8)).getUint32(4, true);
    const type = latin1(bytes, at, 4);
    const chunk = piece(bytes, at, at + 8 + sizeBytes);
    if (type === 'VP8X') {
      extended = padded(chunk.slice());
      pieces.push(extended);
    }
    if (keptChunks.has(type)) pieces.push(padded(chunk));
    if (type === 'EXIF') orientation ??= readOrientation(withoutPrefix(chunk.subarray(8)));
    at += 8 + sizeBytes + (sizeBytes % 2);
  }
  const turned = orientation !== undefined && orientation !== 1 ? orientation : undefined;
  if (extended !== undefined && extended.length > 8) {
    const flags = (extended[8] ?? 0) & ~(EXIF_FLAG | XMP_FLAG);
    extended[8] = turned === undefined ? flags : flags | EXIF_FLAG;
    if (turned !== undefined) pieces.push(exifChunk(turned));
  }
  const bodyBytes = pieces.reduce((sum, { length }) => sum + length, 0);
  viewOf(head).setUint32(4, bodyBytes + 4, true);
  return [head, ...pieces];
}

/** Chunks begin at even places. */
function padded(chunk: Bytes): Bytes {
  if (chunk.length % 2 === 0) return chunk;
  const even = new Uint8Array(chunk.length + 1);
  even.set(chunk);
  return even;
}

/** Some programs write what stands before EXIF in a JPEG. */
function withoutPrefix(exif: Bytes): Bytes {
  return latin1(exif, 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
}

function exifChunk(orientation: Orientation): Bytes {
  const tiff = orientationTiff(orientation);
  return Uint8Array.from([...bytesOfLatin1('EXIF'), tiff.length, 0, 0, 0, ...tiff]);
}
