/** Bytes that tell whether there is more than one frame, and which colours: those at the start of a file. */
export const FRAME_BYTES = 64 * 1024;

/** Whether a picture moves, by its first bytes. */
export function isAnimated(start: Uint8Array, mimetype: string): boolean {
  switch (mimetype) {
    case 'image/png': {
      const frames = find(start, 'acTL');
      const pixels = find(start, 'IDAT');
      return frames !== -1 && (pixels === -1 || frames < pixels);
    }
    case 'image/webp':
      // The second bit of the flags of an extended WebP.
      return textAt(start, 12, 4) === 'VP8X' && ((start[20] ?? 0) & 0x02) !== 0;
    case 'image/avif':
      return find(start.subarray(0, 64), 'avis') !== -1;
    case 'image/gif':
      return true;
    default:
      return false;
  }
}

const profiles = ['ICC_PROFILE\0', 'iCCP', 'ICCP', 'colrprof', 'colrrICC'];
/** Its name in a profile, as its letters or as two bytes each. */
const srgbNames = ['sRGB', 's\0R\0G\0B'];
/** Said without a profile: P3, BT.2020 and PNG's own way to say so. */
const widePrimaries = ['colrnclx\0\x0c', 'colrnclx\0\x09', 'cICP'];

/** Whether a picture may have colours that sRGB has not: it has a profile of its own that is not sRGB’s, or says so. */
export function mayBeWide(start: Uint8Array): boolean {
  const has = (marks: readonly string[]) => marks.some((mark) => find(start, mark) !== -1);
  return has(widePrimaries) || (has(profiles) && !has(srgbNames));
}

function textAt(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

/** Where a text of one byte a character begins, or -1. */
function find(bytes: Uint8Array, text: string): number {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (textAt(bytes, at, text.length) === text) return at;
  }
  return -1;
}
