import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, expect, test, vi } from 'vitest';
import { createDatabaseShelf } from '../../tests/contracts/database-shelf.ts';
import { everything } from '../core/history-query.ts';
import { FINISHED_PAGE } from '../engine/ports.ts';
import { searchHistory } from '../engine/search-history.ts';
import { describeJournal } from '../engine/testing/journal-contract.ts';
import { newJobId, sampleJob, samplePart } from '../engine/testing/sample-job.ts';
import { DATABASE_VERSION } from './database.ts';

const newName = () => crypto.randomUUID();

describeJournal('IndexedDB in memory', () => createDatabaseShelf(newName()));

afterEach(() => vi.restoreAllMocks());

/** Counts what is asked of the stores, and what is read or written by it. */
function countRequests() {
  const names = ['get', 'getAll', 'getAllKeys', 'put', 'delete', 'openCursor'] as const;
  const spies = names.map((name) => vi.spyOn(IDBObjectStore.prototype, name));
  return () =>
    Object.fromEntries(
      spies.flatMap((spy, index) =>
        spy.mock.calls.length > 0 ? [[names[index], spy.mock.calls.length]] : [],
      ),
    );
}

test('a part is committed by one small record, however many the job has', async () => {
  const { journal } = createDatabaseShelf(newName()).openProcess();
  await journal.open();
  const { id } = sampleJob();
  const save = (partNumber: number) =>
    ({ type: 'save-part', jobId: id, part: samplePart(partNumber) }) as const;
  await journal.commit(Array.from({ length: 10_000 }, (_, index) => save(index + 1)));

  const counted = countRequests();
  await journal.commit([save(10_000)]);
  expect(counted()).toEqual({ get: 1, put: 1 });

  // All of them are read by one request, which the recovery of a job does once.
  expect(await journal.listParts(id)).toHaveLength(10_000);
  expect(counted()).toEqual({ get: 2, put: 1, getAll: 1 });
});

test('opening asks as much of few jobs as of many', async () => {
  const shelf = createDatabaseShelf(newName());
  const { journal } = shelf.openProcess();
  await journal.open();
  await journal.commit(Array.from({ length: 500 }, () => ({ type: 'save-job', job: sampleJob() })));
  const counted = countRequests();
  expect((await shelf.openProcess().journal.open()).jobs).toHaveLength(500);
  expect(counted()).toEqual({ get: 1, put: 1, getAll: 1, getAllKeys: 1 });
});

/** Counts the ranges of an index that are read, and the records that are come to. */
function countReads() {
  const counts = { ranges: 0, records: 0 };
  const openCursor = IDBIndex.prototype.openCursor;
  vi.spyOn(IDBIndex.prototype, 'openCursor').mockImplementation(function (this: IDBIndex, ...query) {
    counts.ranges += 1;
    const request = openCursor.apply(this, query);
    // Once for every record that it comes to.
    request.addEventListener('success', () => (counts.records += 1));
    return request;
  });
  return () => ({ ...counts });
}

test('Q9: opening reads what is to go on and one page, however long the history is', async () => {
  const shelf = createDatabaseShelf(newName());
  const { journal } = shelf.openProcess();
  await journal.open();
  const over = (index: number) => sampleJob({ createdAtMs: index, state: { name: 'cancelled' } });
  const jobs = [...Array.from({ length: 2000 }, (_, index) => over(index)), sampleJob(), sampleJob()];
  await journal.commit(jobs.map((job) => ({ type: 'save-job', job })));
  const getAll = vi.spyOn(IDBObjectStore.prototype, 'getAll');
  const reads = countReads();
  expect((await shelf.openProcess().journal.open()).jobs).toHaveLength(2 + FINISHED_PAGE);
  const read = getAll.mock.results.map(({ value }) => value.result.length);
  expect(read).toEqual([2]);
  expect(reads()).toEqual({ ranges: 1, records: FINISHED_PAGE });
});

test('Q9: of 10,000 uploads opening reads one range of 50, and each further page or page of a search one more', async () => {
  const shelf = createDatabaseShelf(newName());
  const first = shelf.openProcess().journal;
  await first.open();
  const jobs = Array.from({ length: 10_000 }, (_, index) =>
    sampleJob({ name: `${index}.txt`, createdAtMs: index, state: { name: 'cancelled' } }),
  );
  await first.commit(jobs.map((job) => ({ type: 'save-job', job })));

  const { journal } = shelf.openProcess();
  const reads = countReads();
  const opened = await journal.open();
  expect(opened.jobs).toHaveLength(50);
  expect(reads()).toEqual({ ranges: 1, records: 50 });
  await journal.listFinished(opened.jobs.at(-1));
  expect(reads()).toEqual({ ranges: 2, records: 100 });
  const { jobs: found } = await searchHistory(journal, { ...everything, text: '.txt' });
  expect(found).toHaveLength(50);
  // One that is there beyond the page says that there are more.
  expect(reads()).toEqual({ ranges: 4, records: 200 });
});

test('what is outdated is found without reading what is kept', async () => {
  const { journal } = createDatabaseShelf(newName()).openProcess();
  await journal.open();
  const jobs = Array.from({ length: 300 }, (_, index) =>
    sampleJob({ createdAtMs: index, state: { name: 'cancelled' } }),
  );
  await journal.commit(jobs.map((job) => ({ type: 'save-job', job })));
  const openCursor = vi.spyOn(IDBIndex.prototype, 'openCursor');
  const openKeyCursor = vi.spyOn(IDBIndex.prototype, 'openKeyCursor');
  expect(await journal.listOutdated({ mostJobs: 298 })).toHaveLength(2);
  expect(openKeyCursor).toHaveBeenCalledTimes(1);
  expect(openCursor).not.toHaveBeenCalled();
});

test('a job is on the disk before its commit resolves; parts may take their time', async () => {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const { journal } = createDatabaseShelf(newName()).openProcess();
  await journal.open();
  transaction.mockClear();
  const job = sampleJob();
  await journal.commit([{ type: 'save-part', jobId: job.id, part: samplePart(1) }]);
  await journal.commit([
    { type: 'save-part', jobId: job.id, part: samplePart(2) },
    { type: 'save-job', job },
  ]);
  expect(transaction.mock.calls.map(([, , options]) => options)).toEqual([
    { durability: 'relaxed' },
    { durability: 'strict' },
  ]);
});

test('commits that come while one is written go to the disk together, in their order, and each is all there', async () => {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const shelf = createDatabaseShelf(newName());
  const { journal } = shelf.openProcess();
  await journal.open();
  transaction.mockClear();
  const jobs = Array.from({ length: 20 }, () => sampleJob());
  const renamed = jobs.map((job) => ({ ...job, name: `${job.name} 2` }));
  await Promise.all([...jobs, ...renamed].map((job) => journal.commit([{ type: 'save-job', job }])));
  expect(transaction).toHaveBeenCalledTimes(2);
  const kept = await shelf.openProcess().journal.open();
  expect(kept.jobs.map(({ name }) => name).sort()).toEqual(renamed.map(({ name }) => name).sort());
});

test('of commits that come together one that can’t be kept takes no other with it', async () => {
  const shelf = createDatabaseShelf(newName());
  const { journal } = shelf.openProcess();
  await journal.open();
  const [first, torn, last] = [sampleJob(), { ...sampleJob(), name: Symbol('torn') }, sampleJob()];
  const commits = [sampleJob(), first, torn, last].map((job) =>
    // @ts-expect-error A record that no database takes.
    journal.commit([{ type: 'save-job', job }]),
  );
  const ends = (await Promise.allSettled(commits)).map(({ status }) => status);
  expect(ends).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect((await shelf.openProcess().journal.open()).jobs).toHaveLength(3);
});

test('Q2: a write for which there is no room is an error of storage, and the next one is tried anew', async () => {
  const { journal } = createDatabaseShelf(newName()).openProcess();
  await journal.open();
  const job = sampleJob();
  const noRoom = new DOMException('no room', 'QuotaExceededError');
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw noRoom;
  });
  const commit = journal.commit([{ type: 'save-job', job }]);
  await expect(commit).rejects.toMatchObject({ name: 'UploadError', code: 'storage', cause: noRoom });
  await journal.commit([{ type: 'save-job', job }]);
});

test('L15: a journal that can’t be opened says so as an error of storage', async () => {
  const { journal } = createDatabaseShelf(newName()).openProcess();
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
  await expect(journal.open()).rejects.toMatchObject({ name: 'UploadError', code: 'storage' });
});

test('Q5: a database whose stores are gone is an error of storage, not of the file', async () => {
  const name = newName();
  await (await openDB(name, DATABASE_VERSION)).close();
  const { journal } = createDatabaseShelf(name).openProcess();
  await expect(journal.open()).rejects.toMatchObject({ code: 'storage' });
  const commit = journal.commit([{ type: 'clear-parts', jobId: newJobId() }]);
  await expect(commit).rejects.toMatchObject({ code: 'storage' });
  await expect(journal.listParts(newJobId())).rejects.toMatchObject({ code: 'storage' });
});

test('Q7: a torn name of the owner shuts nobody out for ever', async () => {
  const name = newName();
  const shelf = createDatabaseShelf(name);
  await shelf.openProcess().journal.open();
  const database = await openDB(name);
  await database.put('meta', { torn: true }, 'owner');
  await database.put('meta', 'torn', 'bad-boots');
  database.close();
  const { journal } = shelf.openProcess();
  await journal.open();
  await journal.commit([{ type: 'save-job', job: sampleJob() }]);
});
