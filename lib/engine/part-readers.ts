import { UploadError } from '../core/upload-error.ts';
import { digestBytes, digestPart } from './part-digest.ts';
import type { PartReaders, ReadPart } from './ports.ts';

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
    read: async ({ startByte, endByte, sizeBytes }) => {
      const bytes = await readable(() => blob.slice(startByte, endByte).arrayBuffer());
      if (bytes.byteLength !== sizeBytes) throw gone(`${bytes.byteLength} of ${sizeBytes} bytes were read`);
      // The buffer itself: a Blob of it would need room on the disk, which may be what there is none of.
      return { body: bytes, digest: await digestBytes(bytes) };
    },
  }),
};

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
