import { expect, test } from 'vitest';
import { createMemoryBlobStore } from './memory-blob-store.ts';
import { createMemoryDisk, loseDisk, type MemoryDisk, newMemoryProcess } from './memory-disk.ts';
import { createMemoryJournal } from './memory-journal.ts';
import { describeBlobStore, openedStore } from './testing/blob-store-contract.ts';
import { describeJournal } from './testing/journal-contract.ts';
import { newJobId, sampleJob, samplePart } from './testing/sample-job.ts';

function openProcess(disk: MemoryDisk) {
  const process = newMemoryProcess();
  return { journal: createMemoryJournal(disk, process), blobs: createMemoryBlobStore(disk, process) };
}

describeJournal('memory', () => {
  const disk = createMemoryDisk();
  return {
    openProcess: () => openProcess(disk),
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
    lose: async () => loseDisk(disk),
    dump: async () => ({
      jobs: [...disk.jobs],
      parts: [...disk.parts].map(([jobId, parts]) => [jobId, [...parts]]),
      blobs: [...disk.blobs].map(([jobId, blob]) => [jobId, blob.size]),
      quarantine: [...disk.quarantine],
      owner: disk.owner,
      badBoots: disk.badBoots,
    }),
  };
});

describeBlobStore('memory', () => {
  const disk = createMemoryDisk();
  return { openStore: () => openedStore(openProcess(disk)) };
});

test('Q1 Q2: a full disk of memory refuses what is new, and lets go of what it has', async () => {
  const disk = createMemoryDisk();
  const { journal, blobs } = openProcess(disk);
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
