import { mkdir, unlink } from 'node:fs/promises';
import { S3Error } from '../s3-error.ts';
import type { BlobFolder } from './blob-folder.ts';
import { syncFolder, writeDurably } from './durable-file.ts';
import { keyPath } from './key-path.ts';
import { createKeyedLock } from './keyed-lock.ts';
import { createObjectIndex, type ObjectSummary } from './object-index.ts';
import { type ObjectRecord, objectRecordSchema } from './object-record.ts';
import { readRecord, readRecords } from './read-record.ts';

/** A record whose blobs stay readable until `release`. */
export interface HeldObject {
  readonly record: ObjectRecord;
  release(): void;
}

/** The objects of one bucket. */
export interface ObjectShelf {
  readonly keys: readonly string[];
  summary(key: string): ObjectSummary | undefined;
  hold(key: string): Promise<HeldObject | undefined>;
  /**
   * Puts an object in place of what was there, in one step that survives a power cut.
   * @param check runs with the present object while no one else can write the key; it throws to refuse
   * @throws S3Error NoSuchBucket when the shelf is sealed
   */
  commit(record: ObjectRecord, check: (present: ObjectSummary | undefined) => void): Promise<void>;
  remove(key: string): Promise<void>;
  /** Refuses all further commits, when there is neither an object nor one being written; otherwise false. */
  seal(): boolean;
}

/** @param blobsInUse is told every blob the records refer to */
export async function openObjectShelf(
  folder: string,
  blobs: BlobFolder,
  blobsInUse: (ids: readonly string[]) => void,
): Promise<ObjectShelf> {
  await mkdir(folder, { recursive: true });
  const index = createObjectIndex([]);
  const locks = createKeyedLock();
  let writing = 0;
  let isSealed = false;
  for (const record of await readRecords(folder, objectRecordSchema)) {
    index.put(record);
    blobsInUse(blobIds(record));
  }

  const read = (key: string) => readRecord(keyPath(folder, key), objectRecordSchema);

  return {
    keys: index.keys,
    summary: index.get,
    hold: (key) =>
      locks.run(key, async () => {
        const record = index.get(key) && (await read(key));
        return record && { record, release: blobs.hold(blobIds(record)) };
      }),
    async commit(record, check) {
      if (isSealed) throw new S3Error('NoSuchBucket');
      writing += 1;
      try {
        await locks.run(record.key, async () => {
          check(index.get(record.key));
          const former = index.get(record.key) && (await read(record.key));
          await writeDurably(keyPath(folder, record.key), JSON.stringify(record));
          index.put(record);
          if (former) await blobs.remove(blobIds(former));
        });
      } finally {
        writing -= 1;
      }
    },
    remove: (key) =>
      locks.run(key, async () => {
        const former = index.get(key) && (await read(key));
        if (!former) return;
        await unlink(keyPath(folder, key));
        await syncFolder(folder);
        index.remove(key);
        await blobs.remove(blobIds(former));
      }),
    seal() {
      if (index.keys.length > 0 || writing > 0) return false;
      isSealed = true;
      return true;
    },
  };
}

function blobIds(record: ObjectRecord): readonly string[] {
  return record.parts.map((part) => part.blob);
}
