/** In pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Bytes from the start of a file that tell its size: behind previews and profiles, which may stand before it. */
export const SIZE_BYTES = 512 * 1024;

/**
 * How large a picture is once it is decoded, as its first bytes say. A file of a few kilobytes may be one of gigapixels.
 * @param start at most `SIZE_BYTES` are needed
 * @returns undefined where they do not say it, or the kind is none that a browser decodes to pixels
 */
export function pictureSize(start: Uint8Array, mimetype: string): PictureSize | undefined {
  const size = readers[mimetype]?.(start);
  // What is beyond the end is no number.
  return size !== undefined && Number.isFinite(size.width * size.height) ? size : undefined;
}

const readers: Readonly<Record<string, (start: Uint8Array) => PictureSize | undefined>> = {
  'image/png': (start) => ({ width: big(start, 16, 4), height: big(start, 20, 4) }),
  'image/jpeg': jpegSize,
  'image/gif': gifSize,
  'image/webp': webpSize,
  'image/avif': avifSize,
  'image/bmp': bmpSize,
  // As large as one can say that it is; a browser decodes no other.
  'image/x-icon': () => ({ width: 256, height: 256 }),
};

/** In the header of the frame, behind segments of any kind. */
function jpegSize(start: Uint8Array): PictureSize | undefined {
  for (let at = 2; at < start.length; ) {
    const marker = start[at + 1] ?? 0;
    if (start[at] !== 0xff) return undefined;
    // SOF0 to SOF15, without the tables DHT, JPG and DAC among them.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: big(start, at + 7, 2), height: big(start, at + 5, 2) };
    // A marker may be preceded by fill bytes.
    at += marker === 0xff ? 1 : 2 + big(start, at + 2, 2);
  }
  return undefined;
}

/** Of the screen, or of the first frame where that is larger: browsers take the larger one. */
function gifSize(start: Uint8Array): PictureSize | undefined {
  const screen = { width: little(start, 6, 2), height: little(start, 8, 2) };
  const flags = start[10] ?? 0;
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  while (start[at] === 0x21) {
    at += 2;
    for (let length = start[at]; length !== 0; length = start[at]) {
      if (length === undefined) return undefined;
      at += length + 1;
    }
    at += 1;
  }
  if (start[at] !== 0x2c) return undefined;
  return {
    width: Math.max(screen.width, little(start, at + 1, 2) + little(start, at + 5, 2)),
    height: Math.max(screen.height, little(start, at + 3, 2) + little(start, at + 7, 2)),
  };
}

function webpSize(start: Uint8Array): PictureSize | undefined {
  switch (textAt(start, 12)) {
    case 'VP8 ':
      return { width: little(start, 26, 2) % 0x4000, height: little(start, 28, 2) % 0x4000 };
    case 'VP8L': {
      const bits = little(start, 21, 4);
      return { width: (bits % 0x4000) + 1, height: (Math.floor(bits / 0x4000) % 0x4000) + 1 };
    }
    case 'VP8X':
      return { width: little(start, 24, 3) + 1, height: little(start, 27, 3) + 1 };
    default:
      return undefined;
  }
}

/** Each of its pictures has a box with its size: the whole one, what it is put together of, previews. */
function avifSize(start: Uint8Array): PictureSize | undefined {
  let largest: PictureSize | undefined;
  for (let at = start.indexOf(0x69); at !== -1; at = start.indexOf(0x69, at + 1)) {
    if (textAt(start, at) !== 'ispe') continue;
    const size = { width: big(start, at + 8, 4), height: big(start, at + 12, 4) };
    if (largest === undefined || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}

function bmpSize(start: Uint8Array): PictureSize {
  // The header of OS/2 has shorter numbers; a negative height says that the rows begin at the top.
  if (little(start, 14, 4) === 12) return { width: little(start, 18, 2), height: little(start, 20, 2) };
  const height = little(start, 22, 4);
  return { width: little(start, 18, 4), height: height < 2 ** 31 ? height : 2 ** 32 - height };
}

function big(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let index = at; index < at + length; index += 1) value = value * 256 + (bytes[index] ?? Number.NaN);
  return value;
}

function little(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let index = at + length; index > at; index -= 1)
    value = value * 256 + (bytes[index - 1] ?? Number.NaN);
  return value;
}

const textAt = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
