import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UploadJob } from '../../core/job.ts';
import { FINISHED_PAGE, type HistoryLimits, OUTDATED_PAGE } from '../ports.ts';
import { arbitraryJob } from './arbitrary-job.ts';
import { type CreateShelf, openShelf, reopen } from './journal-shelf.ts';
import { newJobId, sampleJob, samplePart } from './sample-job.ts';

/** What a journal keeps, and how a commit changes it. */
export function describeRecords(createShelf: CreateShelf): void {
  test('an empty one has no jobs and can be written', async () => {
    const { journal } = createShelf().openProcess();
    expect(await journal.open()).toEqual({ jobs: [], badBoots: {}, quarantined: 0, isReadOnly: false });
    expect(await journal.listParts(newJobId())).toEqual([]);
  });

  test('L1 L6: what was committed is there for the next process, the last save of a job wins', async () => {
    const { shelf, journal } = await openShelf(createShelf);
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
    const { shelf, journal } = await openShelf(createShelf);
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
    const { shelf, journal } = await openShelf(createShelf);
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
    const { shelf, journal } = await openShelf(createShelf);
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
    const { journal } = await openShelf(createShelf);
    const job = sampleJob();
    await journal.commit([
      { type: 'save-part', jobId: job.id, part: samplePart(1) },
      { type: 'clear-parts', jobId: job.id },
      { type: 'save-part', jobId: job.id, part: samplePart(2) },
    ]);
    expect(await journal.listParts(job.id)).toEqual([samplePart(2)]);
  });

  test('a commit of nothing is one', async () => {
    const { shelf, journal } = await openShelf(createShelf);
    const before = await shelf.dump();
    await journal.commit([]);
    expect(await shelf.dump()).toEqual(before);
  });

  test('parts belong to their job, whatever their number, and are listed by it', async () => {
    const { journal } = await openShelf(createShelf);
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
    expect((await journal.listParts(first)).map(({ partNumber }) => partNumber)).toEqual([1, 9, 256, 10_000]);
    expect(await journal.listParts(second)).toEqual([samplePart(2)]);
  });

  test('a part that is stored again takes the place of its record', async () => {
    const { journal } = await openShelf(createShelf);
    const { id } = sampleJob();
    for (const etag of ['first', 'second']) {
      await journal.commit([{ type: 'save-part', jobId: id, part: samplePart(1, { etag }) }]);
    }
    expect(await journal.listParts(id)).toEqual([samplePart(1, { etag: 'second' })]);
  });

  test('clearing parts clears those of one job, 1 and 10,000 too, and keeps the job', async () => {
    const { shelf, journal } = await openShelf(createShelf);
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
    const { shelf, journal, blobs } = await openShelf(createShelf);
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
    const { shelf, journal } = await openShelf(createShelf);
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
    const { shelf, journal } = await openShelf(createShelf);
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

  test('one that is over comes back as one that is not, and is in one place only', async () => {
    const { shelf, journal } = await openShelf(createShelf);
    const file = { handle: 'h', url: 'https://cdn.example/h' };
    const stored = { name: 'succeeded', file, elapsedMs: 1 } as const;
    const job = sampleJob({ state: stored });
    const removal = { stage: 'scheduled', untilMs: 5 } as const;
    const leaving = { ...job, state: { ...stored, removal } };
    await journal.commit([{ type: 'save-job', job }]);
    expect(await journal.readFinished(job.id)).toEqual(job);
    await journal.commit([{ type: 'save-job', job: leaving }]);
    expect(await journal.readFinished(job.id)).toBeUndefined();
    expect(await journal.listFinished()).toEqual([]);
    const next = await reopen(shelf);
    expect(next.jobs).toEqual([leaving]);
    await next.journal.commit([{ type: 'save-job', job }]);
    expect(await next.journal.listFinished()).toEqual([job]);
    expect((await reopen(shelf)).jobs).toEqual([job]);
  });

  test('what was stored is found by its place and its size, newest first, at most a page', async () => {
    const { journal } = await openShelf(createShelf);
    const file = { handle: 'h', url: 'https://cdn.example/h' };
    const succeeded = { name: 'succeeded', file, elapsedMs: 1 } as const;
    const stored = (facts: Partial<UploadJob>) =>
      sampleJob({ destinationKey: 'here', sizeBytes: 7, state: succeeded, ...facts });
    const wanted = Array.from({ length: FINISHED_PAGE + 3 }, (_, index) => stored({ createdAtMs: index }));
    const others = [
      stored({ destinationKey: 'there' }),
      stored({ sizeBytes: 8 }),
      stored({ state: { name: 'cancelled' } }),
      stored({ state: { name: 'uploading' } }),
      // Of a version that did not know where it went.
      sampleJob({ sizeBytes: 7, state: succeeded }),
    ];
    await journal.commit([...others, ...wanted].map((job) => ({ type: 'save-job', job })));
    const newest = [...wanted].reverse().slice(0, FINISHED_PAGE);
    expect(await journal.findStored('here', 7)).toEqual(newest);
    const [first] = newest;
    await journal.commit([{ type: 'remove-job', jobId: first?.id ?? newJobId() }]);
    expect(await journal.findStored('here', 7)).not.toContainEqual(first);
    expect(await journal.findStored('here', 9)).toEqual([]);
  });

  test('what is over can be read by its id, and nothing else can', async () => {
    const { journal } = await openShelf(createShelf);
    const [over, queued] = [sampleJob({ state: { name: 'cancelled' } }), sampleJob()];
    await journal.commit([over, queued].map((job) => ({ type: 'save-job', job })));
    expect(await journal.readFinished(over.id)).toEqual(over);
    expect(await journal.readFinished(queued.id)).toBeUndefined();
    expect(await journal.readFinished(newJobId())).toBeUndefined();
  });

  test('outdated is what is beyond the newest so many, or from before a time, and over', async () => {
    const { journal } = await openShelf(createShelf);
    const state = { name: 'cancelled' } as const;
    const over = Array.from({ length: FINISHED_PAGE + 10 }, (_, index) =>
      sampleJob({ createdAtMs: index, state }),
    );
    const error = { code: 'network', message: '', details: {} } as const;
    const others = [
      sampleJob({ createdAtMs: -1 }),
      sampleJob({ createdAtMs: -1, state: { name: 'failed', error, canRetry: true, atMs: 0 } }),
    ];
    await journal.commit([...over, ...others].map((job) => ({ type: 'save-job', job })));
    const ids = over.map(({ id }) => id);
    const outdated = async (limits: HistoryLimits) => new Set(await journal.listOutdated(limits));
    expect(await outdated({})).toEqual(new Set());
    expect(await outdated({ mostJobs: ids.length })).toEqual(new Set());
    expect(await outdated({ mostJobs: ids.length - 1 })).toEqual(new Set(ids.slice(0, 1)));
    expect(await outdated({ keptSinceMs: 3 })).toEqual(new Set(ids.slice(0, 3)));
    expect(await outdated({ keptSinceMs: 3, mostJobs: ids.length - 5 })).toEqual(new Set(ids.slice(0, 5)));
    const more = Array.from({ length: OUTDATED_PAGE }, () => sampleJob({ state }));
    await journal.commit(more.map((job) => ({ type: 'save-job', job })));
    expect((await outdated({ mostJobs: 0 })).size).toBe(OUTDATED_PAGE);
  });

  test('commits in parallel all take effect, in the order they were asked for', async () => {
    const { shelf, journal } = await openShelf(createShelf);
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
}
