import type { IDBPTransaction } from 'idb';
import * as v from 'valibot';
import { isOver, type JobId, type UploadJob } from '../core/job.ts';
import type { Journal, JournalChange } from '../engine/ports.ts';
import { storedPartSchema, uploadJobSchema } from '../protocol/job-record.ts';
import { type DatabaseConnection, partsOf, type UploadsDatabase, type UploadsSchema } from './database.ts';
import { readFinished, readOutdated, readStored } from './finished-jobs.ts';
import { joinWrites } from './join-writes.ts';
import type { Owner, Ownership } from './ownership.ts';
import { newerVersionError, storageError } from './storage-error.ts';

/** What is torn counts as no bad boot. */
const badBootsSchema = v.fallback(v.record(v.string(), v.number()), {});

/**
 * The journal in IndexedDB: one record a job, one small record a stored part. Every commit is one transaction, alone or
 * with others that came while one was written. Each also checks that the journal was neither opened by somebody else
 * since nor lost.
 */
export function createJournal(connection: DatabaseConnection, ownership: Ownership): Journal {
  const commitJoined = joinWrites(
    (changes: readonly JournalChange[]) => asStorage((database) => commitAll(database, changes, 'this')),
    (changes) => !touchesBytes(changes),
  );

  return {
    async open() {
      const reading = connection.use(async (database) => {
        if (connection.isNewer()) {
          const jobs = [
            ...readable(await database.getAll('jobs')).map(({ job }) => job),
            ...(await readFinished(database.transaction('finished').store.index('by-time'))),
          ];
          return { jobs, badBoots: {}, quarantined: 0, isReadOnly: true };
        }
        const change = database.transaction(['meta', 'jobs', 'finished', 'quarantine'], 'readwrite');
        const [meta, jobs, quarantine] = [
          change.objectStore('meta'),
          change.objectStore('jobs'),
          change.objectStore('quarantine'),
        ];
        await ownership.take(meta);
        const badBoots = v.parse(badBootsSchema, await meta.get('bad-boots'));
        const keys = await jobs.getAllKeys();
        const records = await jobs.getAll();
        const good = readable(records);
        const goodPlaces = new Set(good.map(({ index }) => index));
        for (const [index, key] of keys.entries()) {
          if (goodPlaces.has(index)) continue;
          await quarantine.put(records[index], key);
          await jobs.delete(key);
        }
        const quarantined = await quarantine.count();
        const finished = await readFinished(change.objectStore('finished').index('by-time'));
        await change.done;
        return {
          jobs: [...good.map(({ job }) => job), ...finished],
          badBoots,
          quarantined,
          isReadOnly: false,
        };
      });
      return await reading.catch((thrown: unknown) => {
        throw storageError(thrown);
      });
    },

    async commit(changes) {
      const owner = await commitJoined(changes);
      if (owner !== 'this') await ownership.refuse(owner);
    },

    async restore(changes) {
      const owner = await asStorage((database) => commitAll(database, changes, 'lost'));
      if (owner === 'another') await ownership.refuse(owner);
    },

    async listParts(jobId) {
      const { records, owner } = await asStorage(async (database) => {
        const reading = database.transaction(['meta', 'parts']);
        const records = await reading.objectStore('parts').getAll(partsOf(jobId));
        return { records, owner: await ownership.read(reading.objectStore('meta')) };
      });
      // Somebody else's may be looked at; where nobody's name is, nothing is what it was.
      if (owner === 'lost') await ownership.refuse(owner);
      // A part whose record can't be read counts as not stored: it is sent again, and its record replaced.
      return records.flatMap((record) => {
        const result = v.safeParse(storedPartSchema, record);
        return result.success ? [result.output] : [];
      });
    },

    async listFinished(after) {
      const reading = connection.use((database) =>
        readFinished(database.transaction('finished').store.index('by-time'), after),
      );
      return await reading.catch((thrown: unknown) => {
        throw storageError(thrown);
      });
    },

    readFinished: (jobId) =>
      asStorage(async (database) => {
        const record = v.safeParse(uploadJobSchema, await database.get('finished', jobId));
        return record.success ? record.output : undefined;
      }),

    listOutdated: (limits) =>
      asStorage((database) => readOutdated(database.transaction('finished').store.index('by-time'), limits)),

    findStored: (destinationKey, sizeBytes) =>
      asStorage((database) =>
        readStored(database.transaction('finished').store.index('by-size'), destinationKey, sizeBytes),
      ),
  };

  async function asStorage<T>(work: (database: UploadsDatabase) => Promise<T>): Promise<T> {
    try {
      return await connection.use(work);
    } catch (thrown) {
      throw storageError(thrown);
    }
  }

  /** Carries changes out when the journal is `whose`; a lost one is this process's then. @returns whose it was */
  async function commitAll(
    database: UploadsDatabase,
    changes: readonly JournalChange[],
    whose: Exclude<Owner, 'another'>,
  ): Promise<Owner> {
    // Only now it is known: a newer version may have taken the database since it was last used.
    if (connection.isNewer()) throw newerVersionError();
    const transaction = database.transaction(storesOf(changes), 'readwrite', {
      durability: durabilityOf(changes),
    });
    const meta = transaction.objectStore('meta');
    const owner = await ownership.read(meta);
    if (owner !== whose) {
      transaction.abort();
      await transaction.done.catch(() => undefined);
      return owner;
    }
    if (owner === 'lost') await ownership.take(meta);
    const requests: Promise<unknown>[] = [];
    try {
      for (const change of changes) requests.push(...requestChange(transaction, change));
    } catch (thrown) {
      // What can't be a record is refused at once, when changes before it are already asked for.
      transaction.abort();
      await Promise.allSettled([...requests, transaction.done]);
      throw thrown;
    }
    await Promise.all([...requests, transaction.done]);
    return owner;
  }
}

const storeNames = ['meta', 'jobs', 'finished', 'parts', 'blobs', 'thumbnails', 'quarantine'] as const;
type StoreName = (typeof storeNames)[number];

function touchesBytes(changes: readonly JournalChange[]): boolean {
  return changes.some(({ type }) => type === 'remove-job');
}

/** The bytes are touched only where they must be: while a large file is being staged, others would wait for it. */
function storesOf(changes: readonly JournalChange[]): StoreName[] {
  const forgets = touchesBytes(changes);
  const isUsed: Partial<Record<StoreName, boolean>> = {
    blobs: forgets,
    thumbnails: forgets,
    quarantine: changes.some(({ type }) => type === 'set-aside'),
  };
  return storeNames.filter((name) => isUsed[name] ?? true);
}

/** A job's state is an intent before something that can't be repeated: it is on the disk before that happens. */
function durabilityOf(changes: readonly JournalChange[]): 'strict' | 'relaxed' {
  return changes.some(({ type }) => type === 'save-job') ? 'strict' : 'relaxed';
}

type Writing = IDBPTransaction<UploadsSchema, StoreName[], 'readwrite'>;

function requestChange(transaction: Writing, change: JournalChange): readonly Promise<unknown>[] {
  const jobs = transaction.objectStore('jobs');
  const finished = transaction.objectStore('finished');
  const parts = transaction.objectStore('parts');
  switch (change.type) {
    case 'save-job':
      // One that is over may come back: its file is to be deleted.
      if (!isOver(change.job.state)) {
        return [jobs.put(change.job, change.job.id), finished.delete(change.job.id)];
      }
      return [finished.put(change.job, change.job.id), jobs.delete(change.job.id)];
    case 'save-part':
      return [parts.put(change.part, [change.jobId, change.part.partNumber])];
    case 'clear-parts':
      return [parts.delete(partsOf(change.jobId))];
    case 'remove-job':
      return [
        jobs.delete(change.jobId),
        finished.delete(change.jobId),
        parts.delete(partsOf(change.jobId)),
        transaction.objectStore('blobs').delete(change.jobId),
        transaction.objectStore('thumbnails').delete(change.jobId),
      ];
    case 'save-bad-boots':
      return [transaction.objectStore('meta').put(change.badBoots, 'bad-boots')];
    case 'set-aside':
      return [setAside(transaction, change.jobId)];
  }
}

async function setAside(transaction: Writing, jobId: JobId): Promise<void> {
  const jobs = transaction.objectStore('jobs');
  const record = await jobs.get(jobId);
  if (record === undefined) return;
  await transaction.objectStore('quarantine').put(record, jobId);
  await jobs.delete(jobId);
}

/** The records that are jobs, with their place among all. */
function readable(
  records: readonly unknown[],
): readonly { readonly index: number; readonly job: UploadJob }[] {
  return records.flatMap((record, index) => {
    const result = v.safeParse(uploadJobSchema, record);
    return result.success ? [{ index, job: result.output }] : [];
  });
}
