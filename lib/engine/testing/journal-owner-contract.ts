import { expect, test } from 'vitest';
import { JournalFenced, JournalLost } from '../ports.ts';
import { type CreateShelf, openShelf, reopen } from './journal-shelf.ts';
import { sampleJob, samplePart } from './sample-job.ts';

/** Whose a journal is: one process at a time, also when it was lost and is begun anew. */
export function describeOwners(createShelf: CreateShelf): void {
  test('X2 X3: opening it shuts out who opened it before: its commits are refused and change nothing', async () => {
    const { shelf, journal } = await openShelf(createShelf);
    const job = sampleJob();
    await journal.commit([{ type: 'save-job', job }]);
    const next = await reopen(shelf);
    const before = await shelf.dump();
    for (const change of [
      { type: 'save-job', job: sampleJob() },
      { type: 'save-part', jobId: job.id, part: samplePart(1) },
      { type: 'clear-parts', jobId: job.id },
      { type: 'remove-job', jobId: job.id },
    ] as const) {
      await expect(journal.commit([change])).rejects.toBeInstanceOf(JournalFenced);
    }
    expect(await shelf.dump()).toEqual(before);
    await next.journal.commit([{ type: 'save-job', job: sampleJob({ id: job.id, retries: 1 }) }]);
    expect((await reopen(shelf)).jobs).toEqual([sampleJob({ id: job.id, retries: 1 })]);
  });

  test('X2: a commit beside the opening by another is carried out before it, or refused', async () => {
    const { shelf, journal } = await openShelf(createShelf);
    const job = sampleJob();
    const other = shelf.openProcess().journal;
    const [commit, opening] = await Promise.allSettled([
      journal.commit([{ type: 'save-job', job }]),
      other.open(),
    ]);
    const found = opening.status === 'fulfilled' ? opening.value.jobs : [];
    expect(found).toEqual(commit.status === 'fulfilled' ? [job] : []);
    expect((await reopen(shelf)).jobs).toEqual(found);
  });

  test('X2 X3: a process that is shut out neither removes nor replaces the bytes of a job', async () => {
    const { shelf, journal, blobs } = await openShelf(createShelf);
    const job = sampleJob();
    await journal.commit([{ type: 'save-job', job }]);
    await blobs.put(job.id, new Blob(['bytes']));
    await reopen(shelf);
    const before = await shelf.dump();
    await expect(blobs.remove(job.id)).rejects.toBeInstanceOf(JournalFenced);
    await expect(blobs.put(job.id, new Blob(['others']))).rejects.toBeInstanceOf(JournalFenced);
    expect(await shelf.dump()).toEqual(before);
  });

  /** A journal that was lost after a job and a part of it were committed. */
  async function lostShelf() {
    const { shelf, journal, blobs } = await openShelf(createShelf);
    const job = sampleJob();
    await journal.commit([
      { type: 'save-job', job },
      { type: 'save-part', jobId: job.id, part: samplePart(1) },
    ]);
    await shelf.lose();
    const all = [
      { type: 'save-job', job },
      { type: 'save-part', jobId: job.id, part: samplePart(1) },
    ] as const;
    return { shelf, journal, blobs, job, all };
  }

  test('Q2 Q5: a journal that was lost says so, and nothing is written to what is left', async () => {
    const { shelf, journal, blobs, job } = await lostShelf();
    const before = await shelf.dump();
    const savePart = { type: 'save-part', jobId: job.id, part: samplePart(2) } as const;
    await expect(journal.commit([savePart])).rejects.toBeInstanceOf(JournalLost);
    await expect(journal.listParts(job.id)).rejects.toBeInstanceOf(JournalLost);
    const storage = { name: 'UploadError', code: 'storage' };
    await expect(blobs.put(job.id, new Blob(['bytes']))).rejects.toMatchObject(storage);
    await expect(blobs.remove(job.id)).rejects.toMatchObject(storage);
    expect(await shelf.dump()).toEqual(before);
  });

  test('Q2: what was lost is written again all at once, and then is there for the next process', async () => {
    const { shelf, journal, job, all } = await lostShelf();
    await journal.restore(all);
    await journal.commit([{ type: 'save-part', jobId: job.id, part: samplePart(2) }]);
    const next = await reopen(shelf);
    expect(next.jobs).toEqual([job]);
    expect(await next.journal.listParts(job.id)).toEqual([samplePart(1), samplePart(2)]);
  });

  test('Q2: what is not lost is not written again', async () => {
    const { shelf, journal, job, all } = await lostShelf();
    await Promise.all([journal.restore(all), journal.restore(all)]);
    const later = sampleJob({ id: job.id, retries: 3 });
    await journal.commit([{ type: 'save-job', job: later }]);
    await journal.restore(all);
    expect((await reopen(shelf)).jobs).toEqual([later]);
  });

  test('Q2 X2: who was shut out before it was lost does not take what is left', async () => {
    const { shelf, journal } = await openShelf(createShelf);
    const { journal: other } = await reopen(shelf);
    await shelf.lose();
    const before = await shelf.dump();
    const saveJob = { type: 'save-job', job: sampleJob() } as const;
    await expect(journal.commit([saveJob])).rejects.toBeInstanceOf(JournalFenced);
    await expect(other.commit([saveJob])).rejects.toBeInstanceOf(JournalLost);
    expect(await shelf.dump()).toEqual(before);
  });

  test('Q2 X2: who opens a journal that was lost owns it, and shuts out who had it before', async () => {
    const { shelf, journal, all } = await lostShelf();
    const next = await reopen(shelf);
    expect(next.jobs).toEqual([]);
    await expect(journal.restore(all)).rejects.toBeInstanceOf(JournalFenced);
    await expect(journal.commit(all)).rejects.toBeInstanceOf(JournalFenced);
    await next.journal.commit(all);
  });

  test('X2: a journal that was never opened is nobody’s to write', async () => {
    const shelf = createShelf();
    const { journal } = shelf.openProcess();
    const commit = journal.commit([{ type: 'save-job', job: sampleJob() }]);
    await expect(commit).rejects.toBeInstanceOf(JournalFenced);
    expect((await reopen(shelf)).jobs).toEqual([]);
  });

  test('who opens it again still owns it', async () => {
    const { shelf, journal } = await openShelf(createShelf);
    await journal.open();
    const job = sampleJob();
    await journal.commit([{ type: 'save-job', job }]);
    expect((await reopen(shelf)).jobs).toEqual([job]);
  });
}
