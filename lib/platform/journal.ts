import * as v from 'valibot';
import type { UploadJob } from '../core/job.ts';
import { UploadError } from '../core/upload-error.ts';
import { type Journal, type JournalChange, JournalFenced } from '../engine/ports.ts';
import { storedPartSchema, uploadJobSchema } from '../protocol/job-record.ts';
import { parse } from '../protocol/parse.ts';
import { type DatabaseConnection, partsOf, type UploadsDatabase } from './database.ts';
import { storageError } from './storage-error.ts';

const epochSchema = v.optional(v.number(), 0);

/**
 * The journal in IndexedDB: one record a job, one small record a stored part. Every commit is one transaction, which
 * also checks that the journal was not opened by somebody else since.
 */
export function createJournal(connection: DatabaseConnection): Journal {
  let epoch = 0;

  return {
    async open() {
      return await connection.use(async (database) => {
        if (connection.isNewer()) {
          const jobs = readable(await database.getAll('jobs')).map(({ job }) => job);
          return { jobs, quarantined: 0, isReadOnly: true };
        }
        const change = database.transaction(['meta', 'jobs', 'quarantine'], 'readwrite');
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
        await change.done;
        epoch = next;
        return { jobs: good.map(({ job }) => job), quarantined, isReadOnly: false };
      });
    },

    async commit(changes) {
      if (connection.isNewer()) {
        throw new UploadError('storage', 'the journal is a newer version’s and is not touched', {
          step: 'save',
        });
      }
      const isFenced = await connection
        .use((database) => commitAll(database, changes))
        .catch((thrown: unknown) => {
          throw storageError(thrown);
        });
      if (isFenced) throw new JournalFenced('the journal was opened by another process');
    },

    async listParts(jobId) {
      const records = await connection.use((database) => database.getAll('parts', partsOf(jobId)));
      return records.map((record) => parse(storedPartSchema, record, 'a part in the journal'));
    },
  };

  /** @returns whether somebody else owns the journal; then nothing was changed */
  async function commitAll(database: UploadsDatabase, changes: readonly JournalChange[]): Promise<boolean> {
    // A job's state is an intent before something that can't be repeated: it is on the disk before that happens.
    const durability = changes.some(({ type }) => type === 'save-job') ? 'strict' : 'relaxed';
    const transaction = database.transaction(['meta', 'jobs', 'parts', 'blobs'], 'readwrite', { durability });
    if (v.parse(epochSchema, await transaction.objectStore('meta').get('epoch')) !== epoch) {
      transaction.abort();
      await transaction.done.catch(() => undefined);
      return true;
    }
    const jobs = transaction.objectStore('jobs');
    const parts = transaction.objectStore('parts');
    const blobs = transaction.objectStore('blobs');
    const requests: Promise<unknown>[] = [transaction.done];
    for (const change of changes) {
      switch (change.type) {
        case 'save-job':
          requests.push(jobs.put(change.job, change.job.id));
          break;
        case 'save-part':
          requests.push(parts.put(change.part, [change.jobId, change.part.partNumber]));
          break;
        case 'clear-parts':
          requests.push(parts.delete(partsOf(change.jobId)));
          break;
        case 'remove-job':
          requests.push(
            jobs.delete(change.jobId),
            parts.delete(partsOf(change.jobId)),
            blobs.delete(change.jobId),
          );
          break;
      }
    }
    await Promise.all(requests);
    return false;
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
