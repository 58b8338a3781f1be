import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { type CorsRule, corsRuleSchema } from '../cors/cors-rule.ts';
import type { BlobFolder } from './blob-folder.ts';
import { syncFolder, writeDurably } from './durable-file.ts';
import { type ObjectShelf, openObjectShelf } from './object-shelf.ts';
import { readRecord } from './read-record.ts';
import { openUploadShelf, type UploadShelf } from './upload-shelf.ts';

const bucketRecordSchema = v.object({
  name: v.string(),
  createdAtMs: v.number(),
  cors: v.array(corsRuleSchema),
});

interface BucketRecord {
  readonly name: string;
  readonly createdAtMs: number;
  readonly cors: readonly CorsRule[];
}

export interface Bucket {
  readonly name: string;
  readonly createdAtMs: number;
  readonly objects: ObjectShelf;
  readonly uploads: UploadShelf;
  /** Empty when none is configured. */
  cors(): readonly CorsRule[];
  setCors(rules: readonly CorsRule[]): Promise<void>;
}

export interface BucketPlaces {
  readonly folder: string;
  readonly trash: string;
  readonly blobs: BlobFolder;
}

export async function createBucket(places: BucketPlaces, record: BucketRecord): Promise<Bucket> {
  await mkdir(places.folder, { recursive: true });
  await writeDurably(join(places.folder, 'bucket.json'), JSON.stringify(record));
  const bucket = await loadBucket(places, record, () => undefined);
  await syncFolder(places.folder);
  return bucket;
}

/** Undefined when a crash came before the bucket's record: it was never acknowledged. */
export async function openBucket(
  places: BucketPlaces,
  blobsInUse: (ids: readonly string[]) => void,
): Promise<Bucket | undefined> {
  const record = await readRecord(join(places.folder, 'bucket.json'), bucketRecordSchema);
  return record && loadBucket(places, record, blobsInUse);
}

async function loadBucket(
  places: BucketPlaces,
  record: BucketRecord,
  blobsInUse: (ids: readonly string[]) => void,
): Promise<Bucket> {
  const objects = await openObjectShelf(join(places.folder, 'objects'), places.blobs, blobsInUse);
  const uploads = await openUploadShelf({
    ...places,
    folder: join(places.folder, 'uploads'),
    blobsInUse,
    isDone: async (upload) => {
      const held = await objects.hold(upload.key);
      held?.release();
      return held?.record.uploadId === upload.uploadId;
    },
  });
  let present = record;
  return {
    name: record.name,
    createdAtMs: record.createdAtMs,
    objects,
    uploads,
    cors: () => present.cors,
    async setCors(cors) {
      const next = { ...present, cors };
      await writeDurably(join(places.folder, 'bucket.json'), JSON.stringify(next));
      present = next;
    },
  };
}
