import { expect, test } from 'vitest';
import { createVirtualClock } from '../../tests/simulation/virtual-clock.ts';
import { createKeptJournal } from './kept-journal.ts';
import { createMemoryDisk, loseDisk, newMemoryProcess } from './memory-disk.ts';
import { createMemoryJournal } from './memory-journal.ts';
import { type Clock, type JournalChange, JournalFenced } from './ports.ts';
import { sampleJob, samplePart } from './testing/sample-job.ts';

/** A kept journal of a process that remembers a job and a part of it, over a disk where both are committed. */
async function setUp() {
  const disk = createMemoryDisk();
  const virtual = createVirtualClock();
  const clock: Clock = { ...virtual, random: () => 0 };
  const job = sampleJob();
  const remembered: JournalChange[] = [
    { type: 'save-job', job },
    { type: 'save-part', jobId: job.id, part: samplePart(1) },
  ];
  const inner = createMemoryJournal(disk, newMemoryProcess());
  const restored: number[] = [];
  let timesCertain = 0;
  const watched = {
    ...inner,
    async restore(changes: readonly JournalChange[]) {
      restored.push(changes.length);
      await inner.restore(changes);
    },
  };
  const journal = createKeptJournal(
    watched,
    clock,
    () => remembered,
    () => {
      timesCertain += 1;
    },
  );
  await journal.open();
  await journal.commit(remembered);
  return { disk, virtual, job, journal, restored, timesCertain: () => timesCertain };
}

const saveSecond = (jobId: ReturnType<typeof sampleJob>['id']): JournalChange => ({
  type: 'save-part',
  jobId,
  part: samplePart(2),
});

test('Q2 F5: what was lost is in the journal again before the next commit is', async () => {
  const { disk, job, journal } = await setUp();
  loseDisk(disk);
  await journal.commit([saveSecond(job.id)]);
  expect([...disk.jobs.keys()]).toEqual([job.id]);
  expect(await journal.listParts(job.id)).toEqual([samplePart(1), samplePart(2)]);
});

test('Q2: parts are not listed from a journal that was lost, but from what is written again', async () => {
  const { disk, job, journal } = await setUp();
  loseDisk(disk);
  expect(await journal.listParts(job.id)).toEqual([samplePart(1)]);
});

test('Q2: all who see the loss together wait for one and the same writing', async () => {
  const { disk, job, journal, restored } = await setUp();
  loseDisk(disk);
  await Promise.all([
    journal.commit([saveSecond(job.id)]),
    journal.commit([{ type: 'save-part', jobId: job.id, part: samplePart(3) }]),
    journal.listParts(job.id),
  ]);
  expect(restored).toEqual([2]);
  expect(await journal.listParts(job.id)).toEqual([1, 2, 3].map((partNumber) => samplePart(partNumber)));
});

test('Q2: while there is no room nothing is committed, and what was lost is written as soon as there is', async () => {
  const { disk, virtual, job, journal, timesCertain } = await setUp();
  Object.assign(disk, { isFull: true, isFragile: true });
  await expect(journal.commit([saveSecond(job.id)])).rejects.toMatchObject({ code: 'storage' });
  expect([disk.jobs.size, journal.isInDoubt()]).toEqual([0, true]);
  // The waits are those of the ladder; nobody else commits anything.
  for (let check = 0; check < 3; check++) await virtual.advance();
  expect([disk.jobs.size, timesCertain()]).toEqual([0, 0]);
  disk.isFull = false;
  await virtual.advance();
  expect(await virtual.advance()).toBe(false);
  expect([disk.jobs.size, journal.isInDoubt(), timesCertain()]).toEqual([1, false, 1]);
});

test('Q2 X2: another process that has begun the journal anew shuts this one out', async () => {
  const { disk, job, journal, restored } = await setUp();
  loseDisk(disk);
  await createMemoryJournal(disk, newMemoryProcess()).open();
  await expect(journal.commit([saveSecond(job.id)])).rejects.toBeInstanceOf(JournalFenced);
  expect([restored, journal.isInDoubt(), disk.jobs.size]).toEqual([[], false, 0]);
});
