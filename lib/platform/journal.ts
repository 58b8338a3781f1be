import type { IDBPTransaction } from 'idb';
import * as v from 'valibot';
import { isOver, type UploadJob } from '../core/job.ts';
import { type Journal, type JournalChange, JournalFenced } from '../engine/ports.ts';
import { storedPartSchema, uploadJobSchema } from '../protocol/job-record.ts';
import { type DatabaseConnection, partsOf, type UploadsDatabase, type UploadsSchema } from './database.ts';
import { readFinished } from './finished-jobs.ts';
import { newerVersionError, storageError } from './storage-error.ts';

/** A number that is not one was never taken by anybody. */
const epochSchema = v.fallback(v.number(), 0);

/**
 * The journal in IndexedDB: one record a job, one small record a stored part. Every commit is one transaction, which
 * also checks that the journal was not opened by somebody else since.
 */
export function createJournal(connection: DatabaseConnection): Journal {
  /** Undefined until it is opened: nobody owns what they have not opened. */
  let epoch: number | undefined;

  return {
    async open() {
      const reading = connection.use(async (database) => {
        if (connection.isNewer()) {
          const jobs = [
            ...readable(await database.getAll('jobs')).map(({ job }) => job),
            ...(await readFinished(database.transaction('finished').store.index('by-time'))),
          ];
          return { jobs, quarantined: 0, isReadOnly: true };
        }
        const change = database.transaction(['meta', 'jobs', 'finished', 'quarantine'], 'readwrite');
        const [meta, jobs, quarantine] = [
          change.objectStore('meta'),
          change.objectStore('jobs'),
          change.objectStore('quarantine'),
        ];
        const next = v.parse(epochSchema, await meta.get('epoch')) + 1;
        await meta.put(next, 'epoch');
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
        epoch = next;
        return { jobs: [...good.map(({ job }) => job), ...finished], quarantined, isReadOnly: false };
      });
      return await reading.catch((thrown: unknown) => {
        throw storageError(thrown);
      });
    },

    async commit(changes) {
      const isFenced = await connection
        .use((database) => commitAll(database, changes))
        .catch((thrown: unknown) => {
          throw storageError(thrown);
        });
      if (isFenced) throw new JournalFenced('the journal was opened by another process');
    },

    async listParts(jobId) {
      const reading = connection.use((database) => database.getAll('parts', partsOf(jobId)));
      const records = await reading.catch((thrown: unknown) => {
        throw storageError(thrown);
      });
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
  };

  /** @returns whether somebody else owns the journal; then nothing was changed */
  async function commitAll(database: UploadsDatabase, changes: readonly JournalChange[]): Promise<boolean> {
    // Only now it is known: a newer version may have taken the database since it was last used.
    if (connection.isNewer()) throw newerVersionError();
    // A job's state is an intent before something that can't be repeated: it is on the disk before that happens.
    const durability = changes.some(({ type }) => type === 'save-job') ? 'strict' : 'relaxed';
    const transaction = database.transaction(['meta', 'jobs', 'finished', 'parts', 'blobs'], 'readwrite', {
      durability,
    });
    const meta = transaction.objectStore('meta');
    const stored = v.parse(epochSchema, await meta.get('epoch'));
    // A database that was lost under us, as a full disk can lose it, begins anew and is ours: nobody else opened it.
    if (epoch !== undefined && stored < epoch) await meta.put(epoch, 'epoch');
    else if (stored !== epoch) {
      transaction.abort();
      await transaction.done.catch(() => undefined);
      return true;
    }
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
    return false;
  }
}

type Writing = IDBPTransaction<
  UploadsSchema,
  ('meta' | 'jobs' | 'finished' | 'parts' | 'blobs')[],
  'readwrite'
>;

function requestChange(transaction: Writing, change: JournalChange): readonly Promise<unknown>[] {
  const jobs = transaction.objectStore('jobs');
  const finished = transaction.objectStore('finished');
  const parts = transaction.objectStore('parts');
  switch (change.type) {
    case 'save-job':
      if (!isOver(change.job.state)) return [jobs.put(change.job, change.job.id)];
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
      ];
  }
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
