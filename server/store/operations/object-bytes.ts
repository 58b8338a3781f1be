import type { BlobFolder } from '../disk/blob-folder.ts';
import type { ObjectRecord } from '../disk/object-record.ts';
import type { ByteRange } from './byte-range.ts';

/** The bytes of a range, part after part. The object must be held until they are read. */
export async function* objectBytes(
  blobs: BlobFolder,
  record: ObjectRecord,
  range: ByteRange,
): AsyncGenerator<Uint8Array> {
  let partStart = 0;
  for (const part of record.parts) {
    const start = Math.max(range.start - partStart, 0);
    const end = Math.min(range.end - partStart, part.sizeBytes - 1);
    if (start <= end) yield* blobs.read(part.blob, start, end);
    partStart += part.sizeBytes;
    if (partStart > range.end) return;
  }
}
