import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BlobFolder, openBlobFolder } from './blob-folder.ts';
import { type Bucket, createBucket, openBucket } from './bucket.ts';
import { syncFolder } from './durable-file.ts';
import { createKeyedLock } from './keyed-lock.ts';

/** Everything the store holds. */
export interface BucketShelf {
  readonly blobs: BlobFolder;
  list(): readonly Bucket[];
  get(name: string): Bucket | undefined;
  /** The bucket of this name, made when there is none. The name must have been checked: it becomes a folder's. */
  create(name: string, createdAtMs: number): Promise<Bucket>;
  /** Removes a bucket with its uploads; false when it holds objects, or one that is being written. */
  remove(name: string): Promise<boolean>;
}

/**
 * Opens a data folder, clears what a crash left half done and reads the rest. One process at a time may use a folder.
 */
export async function openBucketShelf(dataDir: string): Promise<BucketShelf> {
  const folder = join(dataDir, 'buckets');
  const trash = join(dataDir, 'trash');
  await mkdir(folder, { recursive: true });
  await rm(trash, { recursive: true, force: true });
  await mkdir(trash);
  await syncFolder(dataDir);
  const blobs = await openBlobFolder(join(dataDir, 'blobs'));
  const inUse = new Set<string>();
  const places = (name: string) => ({ folder: join(folder, name), trash, blobs });
  const buckets = new Map<string, Bucket>();
  const locks = createKeyedLock();
  for (const name of await readdir(folder)) {
    const bucket = await openBucket(places(name), (ids) => {
      for (const id of ids) inUse.add(id);
    });
    if (bucket) buckets.set(name, bucket);
  }
  // Bodies that were cut off by a crash, and blobs of records that were replaced just before one.
  await blobs.remove((await blobs.ids()).filter((id) => !inUse.has(id)));

  return {
    blobs,
    list: () => [...buckets.values()],
    get: (name) => buckets.get(name),
    create: (name, createdAtMs) =>
      locks.run(name, async () => {
        const present = buckets.get(name);
        if (present) return present;
        const bucket = await createBucket(places(name), { name, createdAtMs, cors: [] });
        await syncFolder(folder);
        buckets.set(name, bucket);
        return bucket;
      }),
    remove: (name) =>
      locks.run(name, async () => {
        const bucket = buckets.get(name);
        if (!bucket) return true;
        if (!bucket.objects.seal()) return false;
        buckets.delete(name);
        for (const { record } of bucket.uploads.list()) {
          await bucket.uploads.end(record.uploadId, async () => new Set());
        }
        const grave = join(trash, `${name}.${randomBytes(6).toString('hex')}`);
        await rename(join(folder, name), grave);
        await syncFolder(folder);
        await rm(grave, { recursive: true, force: true });
        return true;
      }),
  };
}
