import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { expect, test, vi } from 'vitest';
import { createDatabaseShelf } from '../../tests/contracts/database-shelf.ts';
import { layDatabaseV1 } from '../../tests/contracts/database-v1.ts';
import { newJobId, sampleJob, samplePart } from '../engine/testing/sample-job.ts';
import { connectDatabase, DATABASE_VERSION } from './database.ts';

const newName = () => crypto.randomUUID();
const countOf = (name: string) => connectDatabase(name).use((database) => database.count('blobs'));

test('F5 Q2: a connection that was closed is opened again at the next use', async () => {
  const connection = connectDatabase(newName());
  const id = newJobId();
  await connection.use(async (database) => {
    await database.put('blobs', new Blob(['kept']), id);
    database.close();
  });
  expect(await connection.use((database) => database.getAllKeys('blobs'))).toEqual([id]);
});

test.each(['UnknownError', 'InvalidStateError'])(
  'F5 Q2: work that the closing of the connection interrupts (%s) is done once more on a new one',
  async (name) => {
    const connection = connectDatabase(newName());
    let times = 0;
    const outcome = await connection.use(async (database) => {
      times += 1;
      if (times === 1) throw new DOMException('the connection is closing', name);
      return await database.count('jobs');
    });
    expect([times, outcome]).toEqual([2, 0]);
  },
);

test('Q2 F5: a database that could not be opened is opened once more at once', async () => {
  const connection = connectDatabase(newName());
  const open = vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
  });
  expect(await connection.use((database) => database.count('jobs'))).toBe(0);
  expect(open).toHaveBeenCalledTimes(2);
  open.mockRestore();
});

test('work that fails twice, or for a reason of its own, fails', async () => {
  const connection = connectDatabase(newName());
  const closed = new DOMException('the connection is closing', 'UnknownError');
  await expect(connection.use(() => Promise.reject(closed))).rejects.toBe(closed);
  let times = 0;
  const own = new DOMException('no room', 'QuotaExceededError');
  const work = () => {
    times += 1;
    return Promise.reject(own);
  };
  await expect(connection.use(work)).rejects.toBe(own);
  expect(times).toBe(1);
  expect(await connection.use((database) => database.count('jobs'))).toBe(0);
});

test('uses in parallel share one connection', async () => {
  const connection = connectDatabase(newName());
  const opened = await Promise.all([1, 2, 3].map(() => connection.use(async (database) => database)));
  expect(new Set(opened).size).toBe(1);
});

test('Q4: a newer version is not held up, and is seen at the next use', async () => {
  const name = newName();
  const connection = connectDatabase(name);
  await connection.use((database) => database.put('blobs', new Blob(['kept']), newJobId()));
  expect(connection.isNewer()).toBe(false);
  (await openDB(name, DATABASE_VERSION + 1)).close();
  expect(await connection.use((database) => database.count('blobs'))).toBe(1);
  expect(connection.isNewer()).toBe(true);
  // Nor is one that is newer still.
  (await openDB(name, DATABASE_VERSION + 2)).close();
  expect(await connection.use((database) => database.count('blobs'))).toBe(1);
});

test('Q5: a database that was deleted begins anew, empty', async () => {
  const name = newName();
  const connection = connectDatabase(name);
  await connection.use((database) => database.put('blobs', new Blob(['gone']), newJobId()));
  await deleteDB(name);
  expect(await connection.use((database) => database.count('blobs'))).toBe(0);
  expect(connection.isNewer()).toBe(false);
});

test('Q5 Q6: the creation of the database is told of, at the first use and after it was deleted, and only then', async () => {
  const name = newName();
  let created = 0;
  const connect = () => connectDatabase(name, () => (created += 1));
  const connection = connect();
  await connection.use((database) => database.count('jobs'));
  await connect().use((database) => database.count('jobs'));
  expect(created).toBe(1);
  await deleteDB(name);
  await connection.use((database) => database.count('jobs'));
  expect(created).toBe(2);

  const old = newName();
  await layDatabaseV1(old);
  await connectDatabase(old, () => (created += 1)).use((database) => database.count('jobs'));
  expect(created).toBe(2);
});

test('L8 I32: what version 1 kept is read: jobs, their parts and their bytes', async () => {
  const name = newName();
  const old = await layDatabaseV1(name);
  const { journal, blobs } = createDatabaseShelf(name).openProcess();
  const { jobs, quarantined, isReadOnly } = await journal.open();
  expect({ quarantined, isReadOnly }).toEqual({ quarantined: 1, isReadOnly: false });
  expect(new Set(jobs)).toEqual(new Set(old.migrated));
  expect(await journal.listParts(old.uploadingId)).toEqual(old.parts);
  expect(await (await blobs.get(old.uploadingId))?.text()).toBe(old.text);
  const part = samplePart(3);
  await journal.commit([{ type: 'save-part', jobId: old.uploadingId, part }]);
  expect(await journal.listParts(old.uploadingId)).toEqual([...old.parts, part]);
});

test('L8: migrating is done once, and what was written since is not migrated again', async () => {
  const name = newName();
  await layDatabaseV1(name);
  const shelf = createDatabaseShelf(name);
  const { journal } = shelf.openProcess();
  await journal.open();
  const job = sampleJob({ restarts: 2, rung: 3, source: 'live', state: { name: 'cancelled' } });
  await journal.commit([{ type: 'save-job', job }]);
  expect((await shelf.openProcess().journal.open()).jobs).toContainEqual(job);
});

test('Q4 L8: migrating waits for a page of version 1 to let go', async () => {
  const name = newName();
  await layDatabaseV1(name);
  const old = await openDB(name, 1, {
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
  expect(old.version).toBe(1);
  expect(await countOf(name)).toBe(1);
});

test('L8: what was stored before its place was kept is in the list, and known again by nobody', async () => {
  const name = newName();
  const file = { handle: 'h', url: 'https://cdn.example/h' };
  const job = sampleJob({ state: { name: 'succeeded', file, elapsedMs: 1 } });
  const old = await openDB(name, 5, {
    upgrade(created) {
      for (const store of ['jobs', 'parts', 'blobs', 'meta', 'quarantine']) created.createObjectStore(store);
      created.createObjectStore('finished').createIndex('by-time', ['createdAtMs', 'id']);
    },
  });
  await old.put('finished', job, job.id);
  old.close();
  const { journal } = createDatabaseShelf(name).openProcess();
  expect((await journal.open()).jobs).toEqual([job]);
  const placed = sampleJob({ ...job, id: newJobId(), destinationKey: 'here' });
  await journal.commit([{ type: 'save-job', job: placed }]);
  expect(await journal.findStored('here', job.sizeBytes)).toEqual([placed]);
});

test('L8: what version 6 kept is read, and has room for small pictures', async () => {
  const name = newName();
  const job = sampleJob({ state: { name: 'cancelled' } });
  const old = await openDB(name, 6, {
    upgrade(created) {
      for (const store of ['jobs', 'parts', 'blobs', 'meta', 'quarantine']) created.createObjectStore(store);
      const finished = created.createObjectStore('finished');
      finished.createIndex('by-time', ['createdAtMs', 'id']);
      finished.createIndex('by-size', ['state.name', 'destinationKey', 'sizeBytes', 'createdAtMs']);
    },
  });
  await old.put('finished', job, job.id);
  old.close();
  const { journal } = createDatabaseShelf(name).openProcess();
  expect((await journal.open()).jobs).toEqual([job]);
  expect(await connectDatabase(name).use((database) => database.count('thumbnails'))).toBe(0);
});
