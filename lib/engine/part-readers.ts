import type { PartRange } from '../core/part-plan.ts';
import { UploadError } from '../core/upload-error.ts';
import { digestBytes, digestPart } from './part-digest.ts';
import type { PartReader, PartReaders, ReadPart } from './ports.ts';

/**
 * Reads parts of blobs. A staged snapshot can't change, so its slice is sent: the browser streams it from disk. A live
 * file may be overwritten while it is on the wire, and would arrive torn with a good answer: each of its parts is read
 * once, and what was read is hashed and sent.
 */
export const partReaders: PartReaders = {
  staged: (blob) => ({
    read: async ({ startByte, endByte }) => {
      const body = blob.slice(startByte, endByte);
      return await withDigest(body);
    },
  }),
  live: (blob) => ({
    read: async (range) => {
      // The buffer itself: a Blob of it would need room on the disk, which may be what there is none of.
      const bytes = await readRange(blob, range);
      return { body: bytes, digest: await digestBytes(bytes) };
    },
  }),
};

/** Reads a blob as a live one, and leaves out the hashing: nobody then knows whether the same bytes arrive. */
export function uncheckedReader(blob: Blob): PartReader {
  return { read: async (range) => ({ body: await readRange(blob, range) }) };
}

async function readRange(blob: Blob, { startByte, endByte, sizeBytes }: PartRange): Promise<ArrayBuffer> {
  const bytes = await readable(() => blob.slice(startByte, endByte).arrayBuffer());
  if (bytes.byteLength !== sizeBytes) throw gone(`${bytes.byteLength} of ${sizeBytes} bytes were read`);
  return bytes;
}

/** A staged copy that can't be read just now is the disk's trouble: the copy itself can't change. */
async function withDigest(body: Blob): Promise<ReadPart> {
  try {
    return { body, digest: await digestPart(body) };
  } catch (cause) {
    throw new UploadError('storage', 'the copy of the file could not be read', { step: 'read' }, cause);
  }
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw gone('the bytes could not be read', cause);
  }
}

function gone(message: string, cause?: unknown): UploadError {
  return new UploadError('source-gone', message, { step: 'read' }, cause);
}
