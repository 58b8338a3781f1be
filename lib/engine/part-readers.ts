import pLimit from 'p-limit';
import type { PartRange } from '../core/part-plan.ts';
import { UploadError } from '../core/upload-error.ts';
import { digestBytes, digestPart } from './part-digest.ts';
import type { Clock, PartReader, PartReaders, ReadPart } from './ports.ts';
import { readSource, sourceGone } from './read-source.ts';

/**
 * Reads parts of blobs. A staged snapshot can't change, so its slice is sent: the browser streams it from disk. A live
 * file may be overwritten while it is on the wire, and would arrive torn with a good answer: each of its parts is read
 * once, and what was read is hashed and sent.
 */
export function createPartReaders(clock: Clock): PartReaders {
  return {
    staged: (blob, mode) => (mode === 'checked' ? stagedReader(blob, clock) : uncheckedStagedReader(blob)),
    live: (blob, mode) => (mode === 'checked' ? liveReader(blob, clock) : uncheckedReader(blob, clock)),
    async check(blob) {
      await readSource(blob.slice(0, 1), clock);
    },
  };
}

/** Parts of one blob are hashed one after the other: in one thread, two only let the first one wait for the second. */
function stagedReader(blob: Blob, clock: Clock): PartReader {
  const oneByOne = pLimit(1);
  return {
    async read({ startByte, endByte }, signal) {
      const body = blob.slice(startByte, endByte);
      return await oneByOne(() => {
        signal.throwIfAborted();
        return withDigest(body, clock);
      });
    },
  };
}

function uncheckedStagedReader(blob: Blob): PartReader {
  return { read: async ({ startByte, endByte }) => ({ body: blob.slice(startByte, endByte) }) };
}

/** What was read is sent; whether it was the same at another time nobody knows. */
function uncheckedReader(blob: Blob, clock: Clock): PartReader {
  return {
    read: async ({ startByte, endByte }) => ({
      body: await readSource(blob.slice(startByte, endByte), clock),
    }),
  };
}

/** Bytes of a part that were read before. */
interface KnownRange extends Pick<PartRange, 'startByte' | 'endByte'> {
  readonly md5: string;
}

/** What is read again must be what it was: a file may change and keep its time and size. */
function liveReader(blob: Blob, clock: Clock): PartReader {
  /** By part: whole, or in chunks of sizes that change. */
  const known = new Map<number, readonly KnownRange[]>();
  return {
    async read({ partNumber, startByte, endByte }) {
      const bytes = await readSource(blob.slice(startByte, endByte), clock);
      const digest = await digestBytes(bytes);
      const others: KnownRange[] = [];
      for (const before of known.get(partNumber) ?? []) {
        const isInside = before.startByte >= startByte && before.endByte <= endByte;
        if (!isInside) others.push(before);
        else if (before.md5 !== (await md5Within(bytes, startByte, before, digest.base64))) {
          throw sourceGone('changed', `part ${partNumber} reads as other bytes`);
        }
      }
      known.set(partNumber, [...others, { startByte, endByte, md5: digest.base64 }]);
      // The buffer itself: a Blob of it would need room on the disk, which may be what there is none of.
      return { body: bytes, digest };
    },
  };
}

/** @param md5 of all the bytes, which begin at `startByte` */
async function md5Within(
  bytes: ArrayBuffer,
  startByte: number,
  inner: KnownRange,
  md5: string,
): Promise<string> {
  if (inner.endByte - inner.startByte === bytes.byteLength) return md5;
  return (await digestBytes(bytes.slice(inner.startByte - startByte, inner.endByte - startByte))).base64;
}

/** A staged copy that can't be read just now is the disk's trouble: the copy itself can't change. */
async function withDigest(body: Blob, clock: Clock): Promise<ReadPart> {
  try {
    return { body, digest: await digestPart(body, clock) };
  } catch (cause) {
    throw new UploadError('storage', 'the copy of the file could not be read', { step: 'read' }, cause);
  }
}
