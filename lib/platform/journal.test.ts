import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { UploadJob } from '../core/job.ts';
import { jobIdSchema } from '../protocol/job-record.ts';
import { parse } from '../protocol/parse.ts';
import { openUploadsDatabase } from './database.ts';
import { createJournal } from './journal.ts';

const newId = () => parse(jobIdSchema, crypto.randomUUID(), 'an id');
const newJob = (): UploadJob => ({
  id: newId(),
  name: 'a.bin',
  sizeBytes: 11,
  mimetype: 'application/octet-stream',
  createdAtMs: 1,
  destination: { kind: 'filestack' },
  store: { location: 's3', path: 'folder/' },
  plan: { fileSizeBytes: 11, partSizeBytes: 5, partCount: 3 },
  state: { name: 'queued' },
  retries: 0,
});
const part = (partNumber: number) => ({ partNumber, sizeBytes: 5, md5: 'x==', etag: `${partNumber}` });

function openJournal() {
  const database = openUploadsDatabase(crypto.randomUUID());
  return { database, journal: createJournal(database) };
}

test('a job comes back as it was saved, the last save wins', async () => {
  const { journal } = openJournal();
  const job = newJob();
  await journal.saveJob(job);
  const later: UploadJob = { ...job, retries: 2, state: { name: 'uploading' } };
  await journal.saveJob(later);
  expect(await journal.listJobs()).toEqual([later]);
});

test('parts belong to their job, whatever their number', async () => {
  const { journal } = openJournal();
  const [first, second] = [newJob(), newJob()];
  await journal.savePart(first.id, part(10_000));
  await journal.savePart(first.id, part(1));
  await journal.savePart(second.id, part(2));
  expect(await journal.listParts(first.id)).toEqual([part(1), part(10_000)]);
  await journal.clearParts(first.id);
  expect(await journal.listParts(first.id)).toEqual([]);
  expect(await journal.listParts(second.id)).toEqual([part(2)]);
});

test('removing a job removes its parts and its bytes, and nothing of another', async () => {
  const { database, journal } = openJournal();
  const [gone, kept] = [newJob(), newJob()];
  for (const job of [gone, kept]) {
    await journal.saveJob(job);
    await journal.savePart(job.id, part(1));
    await (await database).put('blobs', new Blob(['x']), job.id);
  }
  await journal.removeJob(gone.id);
  expect(await journal.listJobs()).toEqual([kept]);
  expect(await journal.listParts(gone.id)).toEqual([]);
  expect(await journal.listParts(kept.id)).toEqual([part(1)]);
  expect(await (await database).getAllKeys('blobs')).toEqual([kept.id]);
});

test('a broken record hides no other and is not destroyed', async () => {
  const { database, journal } = openJournal();
  const job = newJob();
  await journal.saveJob(job);
  await (await database).put('jobs', { id: 'broken', state: { name: 'dancing' } }, newId());
  expect(await journal.listJobs()).toEqual([job]);
  expect(await (await database).count('jobs')).toBe(2);
});
