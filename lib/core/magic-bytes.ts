/** How many bytes from the start of a file tell its type. */
export const MAGIC_BYTES = 64;

/** Text at an offset, byte for byte (Latin-1). */
type Mark = readonly [offset: number, bytes: string];

/** Types and the marks that all must be there; the first that fits counts, so that the longer ones come first. */
export const signatures: readonly (readonly [mimetype: string, ...marks: Mark[]])[] = [
  ['image/png', [0, '\x89PNG\r\n\x1a\n']],
  ['image/jpeg', [0, '\xff\xd8\xff']],
  ['image/gif', [0, 'GIF8']],
  ['image/webp', [0, 'RIFF'], [8, 'WEBP']],
  ['audio/wav', [0, 'RIFF'], [8, 'WAVE']],
  ['video/vnd.avi', [0, 'RIFF'], [8, 'AVI ']],
  ['image/bmp', [0, 'BM']],
  ['image/x-icon', [0, '\0\0\x01\0']],
  ['image/vnd.adobe.photoshop', [0, '8BPS']],
  ['image/tiff', [0, 'II*\0']],
  ['image/tiff', [0, 'MM\0*']],
  ['image/tiff', [0, 'II+\0']],
  ['image/tiff', [0, 'MM\0+']],
  ['image/avif', [4, 'ftypavif']],
  ['image/avif', [4, 'ftypavis']],
  ['image/heic', [4, 'ftypheic']],
  ['image/heic', [4, 'ftypheix']],
  ['image/heic-sequence', [4, 'ftyphevc']],
  ['image/heic-sequence', [4, 'ftyphevx']],
  ['image/heif', [4, 'ftypmif1']],
  ['image/heif-sequence', [4, 'ftypmsf1']],
  ['image/x-canon-cr3', [4, 'ftypcrx ']],
  ['image/x-fujifilm-raf', [0, 'FUJIFILMCCD-RAW']],
  ['image/x-olympus-orf', [0, 'IIRO\x08\0\0\0\x18']],
  ['image/x-panasonic-rw2', [0, 'IIU\0\x18\0\0\0\x88\xe7\x74\xd8']],
  ['image/jxl', [0, '\0\0\0\x0cJXL \r\n\x87\n']],
  ['video/quicktime', [4, 'ftypqt  ']],
  ['video/3gpp', [4, 'ftyp3gp']],
  ['audio/x-m4a', [4, 'ftypM4A']],
  ['video/x-m4v', [4, 'ftypM4V']],
  ['video/mp4', [4, 'ftyp']],
  ['application/pdf', [0, '%PDF-']],
  ['application/postscript', [0, '%!']],
  ['application/rtf', [0, '{\\rtf']],
  ['application/gzip', [0, '\x1f\x8b\x08']],
  ['application/x-bzip2', [0, 'BZh']],
  ['application/x-xz', [0, '\xfd7zXZ\0']],
  ['application/zstd', [0, '\x28\xb5\x2f\xfd']],
  ['application/x-7z-compressed', [0, '7z\xbc\xaf\x27\x1c']],
  ['application/x-rar-compressed', [0, 'Rar!\x1a\x07']],
  ['application/zip', [0, 'PK\x03\x04']],
  ['application/zip', [0, 'PK\x05\x06']],
  ['audio/flac', [0, 'fLaC']],
  ['audio/mpeg', [0, 'ID3']],
  ['audio/mpeg', [0, '\xff\xfb']],
  ['audio/midi', [0, 'MThd']],
  ['video/x-flv', [0, 'FLV\x01']],
  ['video/webm', [0, '\x1a\x45\xdf\xa3'], [24, 'webm']],
  ['video/webm', [0, '\x1a\x45\xdf\xa3'], [31, 'webm']],
  ['font/woff', [0, 'wOFF\0\x01\0\0']],
  ['font/woff2', [0, 'wOF2\0\x01\0\0']],
  ['font/ttf', [0, '\0\x01\0\0\0']],
  ['font/otf', [0, 'OTTO\0']],
  ['application/wasm', [0, '\0asm']],
  ['application/x-sqlite3', [0, 'SQLite format 3\0']],
];

/** The type that the first bytes of a file tell, of those that are common. */
export function typeOfBytes(start: Uint8Array): string | undefined {
  return signatures.find(([, ...marks]) => marks.every((mark) => hasMark(start, mark)))?.[0];
}

function hasMark(start: Uint8Array, [offset, bytes]: Mark): boolean {
  for (let index = 0; index < bytes.length; index += 1) {
    if (start[offset + index] !== bytes.charCodeAt(index)) return false;
  }
  return true;
}
