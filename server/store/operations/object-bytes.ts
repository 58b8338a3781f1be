import type { BlobFolder } from '../disk/blob-folder.ts';
import type { HeldObject } from '../disk/object-shelf.ts';
import type { ByteRange } from './byte-range.ts';

/** The bytes of a range, part after part; releases the object at the end, however it comes. */
export async function* objectBytes(
  blobs: BlobFolder,
  held: HeldObject,
  range: ByteRange,
): AsyncGenerator<Uint8Array> {
  try {
    let partStart = 0;
    for (const part of held.record.parts) {
      const start = Math.max(range.start - partStart, 0);
      const end = Math.min(range.end - partStart, part.sizeBytes - 1);
      if (start <= end) yield* blobs.read(part.blob, start, end);
      partStart += part.sizeBytes;
      if (partStart > range.end) return;
    }
  } finally {
    held.release();
  }
}
