import { type Orientation, orientationTiff, readOrientation } from './exif-orientation.ts';
import { BrokenPicture, type Bytes, bytesOfLatin1, latin1, piece, viewOf } from './picture-pieces.ts';

const [APP0, APP1, APP2, APP14, APP15, COM] = [0xe0, 0xe1, 0xe2, 0xee, 0xef, 0xfe];
const [SOI, EOI, SOS] = [0xd8, 0xd9, 0xda];
const EXIF = 'Exif\0\0';
/** Marker and length. */
const HEAD_BYTES = 4;
/** Of JFIF, up to the size of its thumbnail. */
const JFIF_BYTES = 16;

/**
 * A JPEG without what is said of it: of the application segments those stay that change its colours (JFIF without its
 * thumbnail, ICC, Adobe), and of EXIF the orientation. Comments go, and so does all that follows the picture: previews,
 * second pictures and films, which have EXIF of their own.
 * @throws BrokenPicture
 */
export function cleanJpeg(bytes: Bytes): readonly Bytes[] {
  const pieces: Bytes[] = [piece(bytes, 0, 2)];
  /** Behind the start and JFIF, where readers look for EXIF. */
  let exifPlace = 1;
  let orientation: Orientation | undefined;
  for (let at = 2; ; ) {
    const marker = findMarker(bytes, at);
    const type = bytes[marker + 1] ?? EOI;
    if (type === EOI) {
      pieces.push(Uint8Array.of(0xff, EOI));
      break;
    }
    if (type === SOI || (type >= 0xd0 && type < SOI) || type === 0x01) {
      at = marker + 2;
      pieces.push(piece(bytes, marker, at));
      continue;
    }
    const end = marker + 2 + viewOf(piece(bytes, marker, marker + HEAD_BYTES)).getUint16(2);
    const segment = piece(bytes, marker, end);
    if (segment.length < HEAD_BYTES) throw new BrokenPicture('a segment has no length');
    at = type === SOS ? findMarker(bytes, end, true) : end;
    if (type === APP1 && latin1(segment, HEAD_BYTES, EXIF.length) === EXIF) {
      orientation ??= readOrientation(segment.subarray(HEAD_BYTES + EXIF.length));
    }
    const kept = keptOf(type, segment);
    if (kept !== undefined) pieces.push(kept);
    if (type === SOS) pieces.push(piece(bytes, end, at));
    if (type === APP0 && pieces.length === 2) exifPlace = 2;
  }
  if (orientation !== undefined && orientation !== 1) pieces.splice(exifPlace, 0, exifSegment(orientation));
  return pieces;
}

/**
 * Where the next marker is: what stands before it belongs to nothing, or is the data of a scan.
 * @param inScan in it, zeros and restarts stand behind bytes that look like markers
 */
function findMarker(bytes: Bytes, from: number, inScan = false): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const type = bytes[at + 1];
    const isData = type === 0x00 || (inScan && type !== undefined && type >= 0xd0 && type < SOI);
    if (type !== undefined && type !== 0xff && !isData) return at;
  }
  return bytes.length;
}

/** What stays of a segment. */
function keptOf(type: number, segment: Bytes): Bytes | undefined {
  const name = (length: number) => latin1(segment, HEAD_BYTES, length);
  if (type === APP0)
    return name(5) === 'JFIF\0' && segment.length > JFIF_BYTES ? withoutThumbnail(segment) : undefined;
  if (type === APP2) return name(12) === 'ICC_PROFILE\0' ? segment : undefined;
  if (type === APP14) return name(5) === 'Adobe' ? segment : undefined;
  return (type > APP0 && type <= APP15) || type === COM ? undefined : segment;
}

function withoutThumbnail(jfif: Bytes): Bytes {
  const head = jfif.slice(0, JFIF_BYTES + 2);
  head.set([0, JFIF_BYTES], 2);
  head.set([0, 0], JFIF_BYTES);
  return head;
}

function exifSegment(orientation: Orientation): Bytes {
  const body = [...bytesOfLatin1(EXIF), ...orientationTiff(orientation)];
  return Uint8Array.from([0xff, APP1, 0, body.length + 2, ...body]);
}
