import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobFolder } from './blob-folder.ts';
import { syncFolder, writeDurably } from './durable-file.ts';
import { createKeyedLock } from './keyed-lock.ts';
import { type StoredPart, storedPartSchema, type UploadRecord, uploadRecordSchema } from './object-record.ts';
import { readRecord, readRecords } from './read-record.ts';

/** An upload under way, with its parts by number. */
export interface Upload {
  readonly record: UploadRecord;
  readonly parts: ReadonlyMap<number, StoredPart>;
}

/** The multipart uploads of one bucket, each a folder with a record and one small file a part. */
export interface UploadShelf {
  list(): readonly Upload[];
  get(uploadId: string): Upload | undefined;
  create(record: Omit<UploadRecord, 'uploadId'>): Promise<UploadRecord>;
  /** Adds a part or puts it in place of the one before; false when the upload has ended meanwhile. */
  putPart(uploadId: string, part: StoredPart): Promise<boolean>;
  /**
   * Ends an upload; its parts' blobs are removed but for those that `finish` answers, which now belong to an object.
   * When `finish` throws the upload goes on. False when it had ended already.
   */
  end(uploadId: string, finish: (upload: Upload) => Promise<ReadonlySet<string>>): Promise<boolean>;
}

interface ShelfPlaces {
  readonly folder: string;
  /** Ended uploads are moved here in one step, then removed at leisure. */
  readonly trash: string;
  readonly blobs: BlobFolder;
  readonly blobsInUse: (ids: readonly string[]) => void;
  /** True when an object was completed from this upload just before a crash. */
  readonly isDone: (record: UploadRecord) => Promise<boolean>;
}

export async function openUploadShelf(places: ShelfPlaces): Promise<UploadShelf> {
  const { folder, trash, blobs } = places;
  await mkdir(folder, { recursive: true });
  const locks = createKeyedLock();
  const uploads = new Map<string, { record: UploadRecord; parts: Map<number, StoredPart> }>();

  const present = new Set(await blobs.ids());

  async function discard(uploadId: string): Promise<void> {
    await rename(join(folder, uploadId), join(trash, uploadId));
    await syncFolder(folder);
    await rm(join(trash, uploadId), { recursive: true, force: true });
  }

  for (const uploadId of await readdir(folder)) {
    const record = await readRecord(join(folder, uploadId, 'upload.json'), uploadRecordSchema);
    if (!record || (await places.isDone(record))) {
      await discard(uploadId);
      continue;
    }
    const recorded = await readRecords(join(folder, uploadId, 'parts'), storedPartSchema);
    // Gone with an object that was completed from here and then replaced, when the crash left this folder behind.
    const parts = recorded.filter((part) => present.has(part.blob));
    uploads.set(uploadId, { record, parts: new Map(parts.map((part) => [part.partNumber, part])) });
    places.blobsInUse(parts.map((part) => part.blob));
  }

  return {
    list: () => [...uploads.values()],
    get: (uploadId) => uploads.get(uploadId),
    async create(attributes) {
      const record = { ...attributes, uploadId: randomBytes(24).toString('hex') };
      await mkdir(join(folder, record.uploadId, 'parts'), { recursive: true });
      await writeDurably(join(folder, record.uploadId, 'upload.json'), JSON.stringify(record));
      await syncFolder(folder);
      uploads.set(record.uploadId, { record, parts: new Map() });
      return record;
    },
    putPart: (uploadId, part) =>
      locks.run(uploadId, async () => {
        const upload = uploads.get(uploadId);
        if (!upload) return false;
        const former = upload.parts.get(part.partNumber);
        await writeDurably(join(folder, uploadId, 'parts', `${part.partNumber}.json`), JSON.stringify(part));
        upload.parts.set(part.partNumber, part);
        if (former) await blobs.remove([former.blob]);
        return true;
      }),
    end: (uploadId, finish) =>
      locks.run(uploadId, async () => {
        const upload = uploads.get(uploadId);
        if (!upload) return false;
        const kept = await finish(upload);
        uploads.delete(uploadId);
        await discard(uploadId);
        await blobs.remove(
          [...upload.parts.values()].map((part) => part.blob).filter((blob) => !kept.has(blob)),
        );
        return true;
      }),
  };
}
