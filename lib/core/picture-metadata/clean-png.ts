import { orientationTiff, readOrientation } from './exif-orientation.ts';
import { type Bytes, bytesOfLatin1, latin1, piece, viewOf } from './picture-pieces.ts';

const SIGNATURE_BYTES = 8;
/** Chunks that decoders may pass over and that change what is seen: colours, transparency, size, frames. */
const keptChunks: ReadonlySet<string> = new Set(
  ['tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'mDCv', 'cLLi'].concat([
    'bKGD',
    'hIST',
    'pHYs',
    'sPLT',
    'acTL',
    'fcTL',
    'fdAT',
  ]),
);

/**
 * A PNG without what is said of it: texts, times and EXIF, of which the orientation stays, and whatever follows the
 * picture.
 * @throws BrokenPicture
 */
export function cleanPng(bytes: Bytes): readonly Bytes[] {
  const pieces: Bytes[] = [piece(bytes, 0, SIGNATURE_BYTES)];
  for (let at = SIGNATURE_BYTES; ; ) {
    const sizeBytes = viewOf(piece(bytes, at, at + 8)).getUint32(0);
    const type = latin1(bytes, at + 4, 4);
    const end = at + 12 + sizeBytes;
    const chunk = piece(bytes, at, end);
    // A capital letter: nothing can be shown without it.
    const isCritical = /^[A-Z]/.test(type);
    if (isCritical || keptChunks.has(type)) pieces.push(chunk);
    if (type === 'eXIf') pieces.push(...orientationChunk(chunk.subarray(8, 8 + sizeBytes)));
    if (type === 'IEND') return pieces;
    at = end;
  }
}

function orientationChunk(tiff: Bytes): readonly Bytes[] {
  const orientation = readOrientation(tiff);
  if (orientation === 1) return [];
  const body = Uint8Array.from([...bytesOfLatin1('eXIf'), ...orientationTiff(orientation)]);
  const chunk = new Uint8Array(body.length + 8);
  chunk.set(body, 4);
  viewOf(chunk).setUint32(0, body.length - 4);
  viewOf(chunk).setUint32(body.length + 4, crc32(body));
  return [chunk];
}

/** As PNG wants it (ISO 3309), for the few bytes of a chunk. */
function crc32(bytes: Bytes): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
