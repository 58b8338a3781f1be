import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { newJobId, sampleJob } from '../engine/testing/sample-job.ts';
import { connectDatabase } from './database.ts';
import { createJournal } from './journal.ts';
import { createOwnership } from './ownership.ts';
import { createThumbnailStore } from './thumbnail-store.ts';

const thumbnail = 'data:image/webp;base64,AAAA';

async function open(name: string = crypto.randomUUID()) {
  const connection = connectDatabase(name);
  const ownership = createOwnership(async () => true);
  const journal = createJournal(connection, ownership);
  await journal.open();
  return { name, connection, journal, thumbnails: createThumbnailStore(connection, ownership) };
}

test('a small picture is kept as long as its job, and goes with it', async () => {
  const { journal, thumbnails } = await open();
  const [job, over] = [sampleJob(), sampleJob({ state: { name: 'cancelled' } })];
  await journal.commit([job, over].map((one) => ({ type: 'save-job', job: one })));
  await thumbnails.put(job.id, thumbnail);
  await thumbnails.put(over.id, thumbnail);
  expect(await thumbnails.read([job.id, newJobId(), over.id])).toEqual([thumbnail, null, thumbnail]);
  await journal.commit([{ type: 'remove-job', jobId: job.id }]);
  expect(await thumbnails.read([job.id, over.id])).toEqual([null, thumbnail]);
});

test('a job that was forgotten while it was drawn leaves nothing behind', async () => {
  const { connection, thumbnails } = await open();
  await thumbnails.put(newJobId(), thumbnail);
  expect(await connection.use((database) => database.count('thumbnails'))).toBe(0);
});

test('a process that has lost the journal keeps none, and what is none is not given', async () => {
  const { name, connection, journal, thumbnails } = await open();
  const job = sampleJob();
  await journal.commit([{ type: 'save-job', job }]);
  for (const record of ['data:image/svg+xml;base64,AAAA', 'javascript:alert(1)', 7]) {
    await connection.use((database) => database.put('thumbnails', record, job.id));
    expect(await thumbnails.read([job.id])).toEqual([null]);
  }
  await open(name);
  await thumbnails.put(job.id, thumbnail);
  expect(await thumbnails.read([job.id])).toEqual([null]);
});
