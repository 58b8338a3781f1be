import { createMd5, type Md5 } from './md5.ts';
import type { Clock, PartDigest } from './ports.ts';

const READ_BYTES = 1024 ** 2;
/** A copy on a disk gives a piece in milliseconds; one that takes so long will not come any more. */
const PIECE_LIMIT_MS = 10_000;
/** Other parts of the file wait for this one. */
const WHOLE_LIMIT_MS = 60_000;

const idleHashers: Md5[] = [];

/** Streams that are being read. Nobody else holds them, and what nobody holds is not sure to go on. */
const underWay = new Set<ReadableStream>();

/**
 * Reads a range of a blob once and hashes it, with one reused buffer instead of one as large as the part. Chromium has been
 * seen never to answer a read of a stream (once in some hundred parts, several at a time, in a busy worker): the range is
 * then read again as a whole.
 * @throws whatever reading the blob throws, such as `NotReadableError`
 */
export async function digestPart(range: Blob, clock: Pick<Clock, 'schedule'>): Promise<PartDigest> {
  const digest = await digestStream(range, clock);
  if (digest !== undefined) return digest;
  const bytes = await withinLimit(range.arrayBuffer(), WHOLE_LIMIT_MS, clock);
  if (bytes === undefined) throw new Error(`${range.size} bytes could not be read in time`);
  return await digestBytes(bytes);
}

/** @returns undefined when the stream has stopped */
async function digestStream(range: Blob, clock: Pick<Clock, 'schedule'>): Promise<PartDigest | undefined> {
  const hasher = await takeHasher();
  const stream = range.stream();
  underWay.add(stream);
  try {
    const reader = stream.getReader({ mode: 'byob' });
    let buffer = new ArrayBuffer(READ_BYTES);
    let readBytes = 0;
    // Its size is known: nothing is gained by waiting for the end to be told.
    while (readBytes < range.size) {
      const piece = await withinLimit(reader.read(new Uint8Array(buffer)), PIECE_LIMIT_MS, clock);
      if (piece === undefined) return undefined;
      if (piece.done) throw new Error(`read ${readBytes} of ${range.size} bytes`);
      hasher.update(piece.value);
      readBytes += piece.value.byteLength;
      buffer = piece.value.buffer;
    }
    return digestOf(hasher);
  } finally {
    underWay.delete(stream);
    idleHashers.push(hasher);
  }
}

function withinLimit<T>(
  reading: Promise<T>,
  limitMs: number,
  clock: Pick<Clock, 'schedule'>,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const callOff = clock.schedule(limitMs, () => resolve(undefined));
    reading.then(resolve, reject).finally(callOff);
  });
}

/** Hashes bytes that are in memory already. */
export async function digestBytes(bytes: ArrayBuffer): Promise<PartDigest> {
  const hasher = await takeHasher();
  hasher.update(new Uint8Array(bytes));
  const digest = digestOf(hasher);
  idleHashers.push(hasher);
  return digest;
}

async function takeHasher(): Promise<Md5> {
  const hasher = idleHashers.pop() ?? (await createMd5());
  hasher.begin();
  return hasher;
}

function digestOf(hasher: Md5): PartDigest {
  const digest = hasher.digest();
  return { base64: btoa(String.fromCharCode(...digest)), hex: toHex(digest) };
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
