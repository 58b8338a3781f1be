import { expect, test } from 'vitest';
import { describeBlobStore } from './blob-store-contract.ts';
import { createFakeBlobStore } from './fake-blob-store.ts';
import { createFakeDisk } from './fake-disk.ts';
import { createFakeJournal } from './fake-journal.ts';
import { describeJournal } from './journal-contract.ts';
import { newJobId, sampleJob, samplePart } from './sample-job.ts';

describeJournal('the double', () => {
  const disk = createFakeDisk();
  return {
    openProcess: () => ({ journal: createFakeJournal(disk), blobs: createFakeBlobStore(disk) }),
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

describeBlobStore('the double', () => {
  const disk = createFakeDisk();
  return { openStore: () => createFakeBlobStore(disk) };
});

test('Q1 Q2: a full disk of the double refuses what is new, and lets go of what it has', async () => {
  const disk = createFakeDisk();
  const [journal, blobs] = [createFakeJournal(disk), createFakeBlobStore(disk)];
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
