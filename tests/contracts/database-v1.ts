import { openDB } from 'idb';
import { type JobId, mainDestination, type StoredPart, type UploadJob } from '../../lib/core/job.ts';
import { defaultUploadOptions } from '../../lib/core/upload-options.ts';
import { newJobId, samplePart } from '../../lib/engine/testing/sample-job.ts';

/** What is in a database of version 1, and what version 2 must read of it. */
export interface DatabaseV1 {
  readonly uploadingId: JobId;
  readonly parts: readonly StoredPart[];
  readonly text: string;
  readonly migrated: readonly UploadJob[];
}

const facts = {
  name: 'a.bin',
  sizeBytes: 11,
  mimetype: 'text/plain',
  createdAtMs: 1_700_000_000_000,
  destination: { kind: 'filestack' },
  store: { location: 's3', path: 'folder/' },
  plan: { fileSizeBytes: 11, partSizeBytes: 5_242_880, partCount: 3 },
  session: { uri: 'u', uploadId: 'i', region: 'r', locationUrl: 'https://api.example' },
  retries: 1,
} as const;

const added = {
  destination: mainDestination,
  options: defaultUploadOptions,
  source: 'staged',
  restarts: 0,
  failures: 0,
  completeAsks: 0,
  rung: 0,
} as const;
const error = { code: 'auth', message: 'start was answered with 403', details: { status: 403 } } as const;
const file = { handle: 'h', url: 'https://cdn.example/h', key: 'folder/a.bin' };

/** Makes a database as version 1 made it: three stores without indexes, keys given beside the values. */
export async function layDatabaseV1(name: string): Promise<DatabaseV1> {
  const [uploading, verifying, failed, succeeded] = [newJobId(), newJobId(), newJobId(), newJobId()];
  const parts = [samplePart(1), samplePart(2)];
  const text = 'hello world';
  const database = await openDB(name, 1, {
    upgrade(created) {
      for (const store of ['jobs', 'parts', 'blobs']) created.createObjectStore(store);
    },
  });
  const records = [
    { id: uploading, ...facts, state: { name: 'uploading' } },
    { id: verifying, ...facts, state: { name: 'verifying' } },
    { id: failed, ...facts, state: { name: 'failed', error, canRetry: true } },
    { id: succeeded, ...facts, state: { name: 'succeeded', file, elapsedMs: 5 } },
  ];
  for (const record of records) await database.put('jobs', record, record.id);
  await database.put('jobs', 'torn', newJobId());
  for (const part of parts) await database.put('parts', part, [uploading, part.partNumber]);
  await database.put('blobs', new Blob([text]), uploading);
  database.close();
  return {
    uploadingId: uploading,
    parts,
    text,
    migrated: [
      { id: uploading, ...facts, ...added, state: { name: 'uploading' } },
      { id: verifying, ...facts, ...added, state: { name: 'completing' } },
      {
        id: failed,
        ...facts,
        ...added,
        state: { name: 'failed', error, canRetry: true, atMs: facts.createdAtMs },
      },
      { id: succeeded, ...facts, ...added, state: { name: 'succeeded', file, elapsedMs: 5 } },
    ],
  };
}
