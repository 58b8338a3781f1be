import { expect, test } from 'vitest';
import { createMemoryBlobStore } from './memory-blob-store.ts';
import { createMemoryDisk } from './memory-disk.ts';
import { createMemoryJournal } from './memory-journal.ts';
import { describeBlobStore } from './testing/blob-store-contract.ts';
import { describeJournal } from './testing/journal-contract.ts';
import { newJobId, sampleJob, samplePart } from './testing/sample-job.ts';

describeJournal('memory', () => {
  const disk = createMemoryDisk();
  return {
    openProcess: () => ({ journal: createMemoryJournal(disk), blobs: createMemoryBlobStore(disk) }),
    async layJob(key, record) {
      disk.jobs.set(key, record);
    },
    async layPart(jobId, partNumber, record) {
      const parts = disk.parts.get(jobId) ?? new Map<number, unknown>();
      disk.parts.set(jobId, parts.set(partNumber, record));
    },
    async makeNewer() {
      disk.isNewer = true;
    },
    dump: async () => ({
      jobs: [...disk.jobs],
      parts: [...disk.parts].map(([jobId, parts]) => [jobId, [...parts]]),
      blobs: [...disk.blobs].map(([jobId, blob]) => [jobId, blob.size]),
      quarantine: [...disk.quarantine],
      epoch: disk.epoch,
    }),
  };
});

describeBlobStore('memory', () => {
  const disk = createMemoryDisk();
  return { openStore: () => createMemoryBlobStore(disk) };
});

test('Q1 Q2: a full disk of memory refuses what is new, and lets go of what it has', async () => {
  const disk = createMemoryDisk();
  const [journal, blobs] = [createMemoryJournal(disk), createMemoryBlobStore(disk)];
  await journal.open();
  const job = sampleJob();
  await journal.commit([{ type: 'save-job', job }]);
  disk.isFull = true;
  const full = { name: 'UploadError', code: 'storage' };
  await expect(journal.commit([{ type: 'save-job', job: sampleJob() }])).rejects.toMatchObject(full);
  const savePart = { type: 'save-part', jobId: job.id, part: samplePart(1) } as const;
  await expect(journal.commit([savePart])).rejects.toMatchObject(full);
  await expect(blobs.put(newJobId(), new Blob(['x']))).rejects.toMatchObject(full);
  await journal.commit([{ type: 'remove-job', jobId: job.id }]);
  expect(disk.jobs.size + disk.parts.size + disk.blobs.size).toBe(0);
});
