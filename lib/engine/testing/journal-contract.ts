import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JobId } from '../../core/job.ts';
import { type BlobStore, FINISHED_PAGE, type Journal, JournalFenced, JournalLost } from '../ports.ts';
import { arbitraryJob } from './arbitrary-job.ts';
import { newJobId, sampleJob, samplePart } from './sample-job.ts';

/** One place where journals keep their records, empty at first. */
export interface JournalShelf {
  /** A journal and staged bytes over it, as a process of its own has them. */
  openProcess(): { readonly journal: Journal; readonly blobs: BlobStore };
  /** Lays a job record as it is. */
  layJob(key: string, record: unknown): Promise<void>;
  /** Lays a part record as it is. */
  layPart(jobId: JobId, partNumber: number, record: unknown): Promise<void>;
  /** Lets a newer version take it, which may happen beside open journals. */
  makeNewer(): Promise<void>;
  /** Loses all that is kept, beside open journals, as a browser does that begins its database anew. */
  lose(): Promise<void>;
  /** All that is kept, in a form that is equal as long as nothing was changed. */
  dump(): Promise<unknown>;
}

/** What every `Journal` must do, the double as the real one. */
export function describeJournal(title: string, createShelf: () => JournalShelf): void {
  describe(`${title} as a journal`, () => {
    /** A shelf, and a journal that owns it. */
    async function openShelf() {
      const shelf = createShelf();
      const { journal, blobs } = shelf.openProcess();
      await journal.open();
      return { shelf, journal, blobs };
    }

    /** What the next process finds. */
    async function reopen(shelf: JournalShelf) {
      const { journal } = shelf.openProcess();
      return { journal, ...(await journal.open()) };
    }

    test('an empty one has no jobs and can be written', async () => {
      const { journal } = createShelf().openProcess();
      expect(await journal.open()).toEqual({ jobs: [], badBoots: {}, quarantined: 0, isReadOnly: false });
      expect(await journal.listParts(newJobId())).toEqual([]);
    });

    test('L1 L6: what was committed is there for the next process, the last save of a job wins', async () => {
      const { shelf, journal } = await openShelf();
      const job = sampleJob();
      await journal.commit([{ type: 'save-job', job }]);
      const later = sampleJob({ id: job.id, retries: 2, state: { name: 'uploading' } });
      await journal.commit([
        { type: 'save-job', job: later },
        { type: 'save-part', jobId: job.id, part: samplePart(2) },
      ]);
      const next = await reopen(shelf);
      expect(next.jobs).toEqual([later]);
      expect(await next.journal.listParts(job.id)).toEqual([samplePart(2)]);
    });

    test('L1: every field of any job in any state comes back as it was', async () => {
      const { shelf, journal } = await openShelf();
      await fc.assert(
        fc.asyncProperty(arbitraryJob, async (job) => {
          await journal.commit([{ type: 'save-job', job }]);
          const reader = shelf.openProcess().journal;
          const { jobs } = await reader.open();
          await reader.commit([{ type: 'remove-job', jobId: job.id }]);
          await journal.open();
          expect(jobs).toStrictEqual([job]);
        }),
        { numRuns: 150 },
      );
    });

    test('a commit copies what it is given, and gives copies back', async () => {
      const { shelf, journal } = await openShelf();
      const store = { location: 's3' as const, path: 'before/' };
      const job = sampleJob({ store });
      const committed = journal.commit([{ type: 'save-job', job }]);
      await committed;
      store.path = 'after/';
      const { jobs } = await reopen(shelf);
      expect(jobs[0]?.store.path).toBe('before/');
      expect((await reopen(shelf)).jobs[0]).not.toBe(jobs[0]);
    });

    test('Q7: when one change of a commit can’t be kept, none is carried out', async () => {
      const { shelf, journal } = await openShelf();
      const job = sampleJob();
      await journal.commit([
        { type: 'save-job', job },
        { type: 'save-part', jobId: job.id, part: samplePart(1) },
      ]);
      const before = await shelf.dump();
      const commit = journal.commit([
        { type: 'save-job', job: sampleJob({ id: job.id, retries: 9 }) },
        { type: 'save-job', job: sampleJob() },
        { type: 'clear-parts', jobId: job.id },
        { type: 'save-part', jobId: job.id, part: samplePart(Number.NaN) },
      ]);
      await expect(commit).rejects.toMatchObject({ name: 'UploadError', code: 'storage' });
      expect(await shelf.dump()).toEqual(before);
      // The refusal of one says nothing of the next.
      await journal.commit([{ type: 'save-part', jobId: job.id, part: samplePart(2) }]);
      expect(await journal.listParts(job.id)).toEqual([samplePart(1), samplePart(2)]);
    });

    test('changes of one commit are carried out in their order', async () => {
      const { journal } = await openShelf();
      const job = sampleJob();
      await journal.commit([
        { type: 'save-part', jobId: job.id, part: samplePart(1) },
        { type: 'clear-parts', jobId: job.id },
        { type: 'save-part', jobId: job.id, part: samplePart(2) },
      ]);
      expect(await journal.listParts(job.id)).toEqual([samplePart(2)]);
    });

    test('a commit of nothing is one', async () => {
      const { shelf, journal } = await openShelf();
      const before = await shelf.dump();
      await journal.commit([]);
      expect(await shelf.dump()).toEqual(before);
    });

    test('parts belong to their job, whatever their number, and are listed by it', async () => {
      const { journal } = await openShelf();
      const [first, second] = [newJobId(), newJobId()];
      for (const [jobId, partNumber] of [
        [first, 10_000],
        [first, 1],
        [second, 2],
        [first, 256],
        [first, 9],
      ] as const) {
        await journal.commit([{ type: 'save-part', jobId, part: samplePart(partNumber) }]);
      }
      expect((await journal.listParts(first)).map(({ partNumber }) => partNumber)).toEqual([
        1, 9, 256, 10_000,
      ]);
      expect(await journal.listParts(second)).toEqual([samplePart(2)]);
    });

    test('a part that is stored again takes the place of its record', async () => {
      const { journal } = await openShelf();
      const { id } = sampleJob();
      for (const etag of ['first', 'second']) {
        await journal.commit([{ type: 'save-part', jobId: id, part: samplePart(1, { etag }) }]);
      }
      expect(await journal.listParts(id)).toEqual([samplePart(1, { etag: 'second' })]);
    });

    test('clearing parts clears those of one job, 1 and 10,000 too, and keeps the job', async () => {
      const { shelf, journal } = await openShelf();
      const [cleared, kept] = [sampleJob(), sampleJob()];
      for (const job of [cleared, kept]) {
        await journal.commit([
          { type: 'save-job', job },
          { type: 'save-part', jobId: job.id, part: samplePart(1) },
          { type: 'save-part', jobId: job.id, part: samplePart(10_000) },
        ]);
      }
      await journal.commit([{ type: 'clear-parts', jobId: cleared.id }]);
      const next = await reopen(shelf);
      expect(new Set(next.jobs)).toEqual(new Set([cleared, kept]));
      expect(await next.journal.listParts(cleared.id)).toEqual([]);
      expect(await next.journal.listParts(kept.id)).toEqual([samplePart(1), samplePart(10_000)]);
    });

    test('removing a job removes its parts and its bytes, and nothing of another', async () => {
      const { shelf, journal, blobs } = await openShelf();
      const [gone, kept] = [sampleJob(), sampleJob()];
      for (const job of [gone, kept]) {
        await blobs.put(job.id, new Blob(['bytes']));
        await journal.commit([
          { type: 'save-job', job },
          { type: 'save-part', jobId: job.id, part: samplePart(1) },
        ]);
      }
      await journal.commit([{ type: 'remove-job', jobId: gone.id }]);
      const next = await reopen(shelf);
      expect(next.jobs).toEqual([kept]);
      expect(await next.journal.listParts(gone.id)).toEqual([]);
      expect(await next.journal.listParts(kept.id)).toEqual([samplePart(1)]);
      expect(await blobs.list()).toEqual([kept.id]);
    });

    test('Q9: of many jobs that are over it gives the newest, and the others by pages, each once', async () => {
      const { shelf, journal } = await openShelf();
      const done = { name: 'cancelled' } as const;
      // Several of one time, as a batch has them.
      const over = Array.from({ length: 2 * FINISHED_PAGE + 7 }, (_, index) =>
        sampleJob({ createdAtMs: 1000 + Math.floor(index / 3), state: done }),
      );
      const old = sampleJob({ createdAtMs: 1 });
      await journal.commit([old, ...over].map((job) => ({ type: 'save-job', job })));
      const next = await reopen(shelf);
      expect(next.jobs).toContainEqual(old);
      expect(next.jobs).toHaveLength(1 + FINISHED_PAGE);
      const first = await next.journal.listFinished();
      expect(new Set(next.jobs)).toEqual(new Set([old, ...first]));
      const second = await next.journal.listFinished(first.at(-1));
      const third = await next.journal.listFinished(second.at(-1));
      expect([first, second, third].map(({ length }) => length)).toEqual([FINISHED_PAGE, FINISHED_PAGE, 7]);
      const all = [...first, ...second, ...third];
      expect(new Set(all)).toEqual(new Set(over));
      const times = all.map(({ createdAtMs }) => createdAtMs);
      expect(times).toEqual([...times].sort((a, b) => b - a));
      expect(await next.journal.listFinished(third.at(-1))).toEqual([]);
    });

    test('Q9: a job that is over is kept once, and can be removed', async () => {
      const { shelf, journal } = await openShelf();
      const job = sampleJob();
      await journal.commit([{ type: 'save-job', job }]);
      const over = sampleJob({ id: job.id, state: { name: 'cancelled' } });
      await journal.commit([{ type: 'save-job', job: over }]);
      const next = await reopen(shelf);
      expect(next.jobs).toEqual([over]);
      expect(await next.journal.listFinished()).toEqual([over]);
      await next.journal.commit([{ type: 'remove-job', jobId: job.id }]);
      expect(await next.journal.listFinished()).toEqual([]);
      expect((await reopen(shelf)).jobs).toEqual([]);
    });

    test('commits in parallel all take effect, in the order they were asked for', async () => {
      const { shelf, journal } = await openShelf();
      const job = sampleJob();
      const commits = Array.from({ length: 40 }, (_, index) =>
        journal.commit([
          { type: 'save-job', job: sampleJob({ id: job.id, retries: index }) },
          { type: 'save-part', jobId: job.id, part: samplePart(index + 1) },
        ]),
      );
      await Promise.all(commits);
      const next = await reopen(shelf);
      expect(next.jobs).toEqual([sampleJob({ id: job.id, retries: 39 })]);
      expect(await next.journal.listParts(job.id)).toHaveLength(40);
    });

    test('X2 X3: opening it shuts out who opened it before: its commits are refused and change nothing', async () => {
      const { shelf, journal } = await openShelf();
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
      const { shelf, journal } = await openShelf();
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
      const { shelf, journal, blobs } = await openShelf();
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
      const { shelf, journal, blobs } = await openShelf();
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
      const { shelf, journal } = await openShelf();
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

    test('L11: bad boots are remembered, and a job that is set aside is counted and kept', async () => {
      const { shelf, journal } = await openShelf();
      const [bad, good] = [sampleJob({ name: 'poison' }), sampleJob()];
      await journal.commit([
        { type: 'save-job', job: bad },
        { type: 'save-job', job: good },
        { type: 'save-bad-boots', badBoots: { [bad.id]: 2 } },
      ]);
      const { journal: next, badBoots } = await reopen(shelf);
      expect(badBoots).toEqual({ [bad.id]: 2 });
      await next.commit([
        { type: 'set-aside', jobId: bad.id },
        { type: 'set-aside', jobId: newJobId() },
        { type: 'save-bad-boots', badBoots: {} },
      ]);
      const last = await reopen(shelf);
      expect(last).toMatchObject({ jobs: [good], badBoots: {}, quarantined: 1 });
      expect(JSON.stringify(await shelf.dump())).toContain('poison');
    });

    test('X2: a journal that was never opened is nobody’s to write', async () => {
      const shelf = createShelf();
      const { journal } = shelf.openProcess();
      const commit = journal.commit([{ type: 'save-job', job: sampleJob() }]);
      await expect(commit).rejects.toBeInstanceOf(JournalFenced);
      expect((await reopen(shelf)).jobs).toEqual([]);
    });

    test('who opens it again still owns it', async () => {
      const { shelf, journal } = await openShelf();
      await journal.open();
      const job = sampleJob();
      await journal.commit([{ type: 'save-job', job }]);
      expect((await reopen(shelf)).jobs).toEqual([job]);
    });

    test('Q7: a broken record is set aside, counted each time, and harms no other', async () => {
      const { shelf, journal } = await openShelf();
      const job = sampleJob();
      await journal.commit([
        { type: 'save-job', job },
        { type: 'save-part', jobId: job.id, part: samplePart(1) },
      ]);
      const broken = { ...sampleJob(), state: { name: 'dancing' } };
      await shelf.layJob(broken.id, broken);
      await shelf.layJob(newJobId(), 'torn');
      for (let time = 0; time < 2; time += 1) {
        const next = await reopen(shelf);
        expect(next).toMatchObject({ jobs: [job], quarantined: 2, isReadOnly: false });
        expect(await next.journal.listParts(job.id)).toEqual([samplePart(1)]);
      }
      // It is not destroyed: a later version may know how to read it.
      expect(JSON.stringify(await shelf.dump())).toContain('dancing');
    });

    test('Q7 L11: a part with a broken record is not stored, the others are', async () => {
      const { shelf, journal } = await openShelf();
      const { id } = sampleJob();
      await journal.commit([{ type: 'save-part', jobId: id, part: samplePart(1) }]);
      await shelf.layPart(id, 2, { partNumber: 2 });
      expect(await journal.listParts(id)).toEqual([samplePart(1)]);
      await journal.commit([{ type: 'save-part', jobId: id, part: samplePart(2) }]);
      expect(await journal.listParts(id)).toEqual([samplePart(1), samplePart(2)]);
    });

    /** A journal with a job, a part and bytes that a newer version has taken. */
    async function newerShelf() {
      const { shelf, journal, blobs } = await openShelf();
      const job = sampleJob();
      await blobs.put(job.id, new Blob(['bytes']));
      await journal.commit([
        { type: 'save-job', job },
        { type: 'save-part', jobId: job.id, part: samplePart(1) },
      ]);
      await shelf.makeNewer();
      await shelf.layJob(newJobId(), { shape: 'of the future' });
      return { shelf, journal, job, before: await shelf.dump() };
    }

    test('L10 I32: a newer version’s journal is shown and never written', async () => {
      const { shelf, job, before } = await newerShelf();
      const { journal, blobs } = shelf.openProcess();
      expect(await journal.open()).toEqual({ jobs: [job], badBoots: {}, quarantined: 0, isReadOnly: true });
      expect(await journal.listParts(job.id)).toEqual([samplePart(1)]);
      expect((await blobs.get(job.id))?.size).toBe(5);
      for (const change of [
        { type: 'save-job', job },
        { type: 'save-part', jobId: job.id, part: samplePart(2) },
        { type: 'clear-parts', jobId: job.id },
        { type: 'remove-job', jobId: job.id },
      ] as const) {
        await expect(journal.commit([change])).rejects.toMatchObject({
          name: 'UploadError',
          code: 'storage',
        });
      }
      expect(await shelf.dump()).toEqual(before);
    });

    test('L10 I32: the bytes that a newer version has staged are neither replaced nor removed', async () => {
      const { shelf, job, before } = await newerShelf();
      const { blobs } = shelf.openProcess();
      await expect(blobs.remove(job.id)).rejects.toMatchObject({ code: 'storage' });
      await expect(blobs.put(job.id, new Blob(['other']))).rejects.toMatchObject({ code: 'storage' });
      expect(await shelf.dump()).toEqual(before);
    });

    test('Q4 L10: a journal that a newer version takes while it is open writes no more', async () => {
      const { shelf, journal, job, before } = await newerShelf();
      const commit = journal.commit([{ type: 'remove-job', jobId: job.id }]);
      await expect(commit).rejects.toMatchObject({ code: 'storage' });
      expect(await shelf.dump()).toEqual(before);
    });
  });
}
