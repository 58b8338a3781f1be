import { type DBSchema, type IDBPDatabase, type IDBPTransaction, type OpenDBCallbacks, openDB } from 'idb';
import * as v from 'valibot';
import { isOver, type JobId } from '../core/job.ts';
import { uploadJobSchema } from '../protocol/job-record.ts';
import { migrateJobV1 } from './migrate-job.ts';

/** Records are `unknown` here on purpose: whoever reads one parses it. */
export interface UploadsSchema extends DBSchema {
  /** Those that are not over. */
  jobs: { key: string; value: unknown };
  /** Those that are, which may be many: they are read by pages. */
  finished: {
    key: string;
    value: unknown;
    indexes: {
      'by-time': [number, string];
      /** State, destination key, size, time. One without a destination key is not in it. */
      'by-size': [string, string, number, number];
    };
  };
  parts: { key: [JobId, number]; value: unknown };
  blobs: { key: JobId; value: Blob };
  /** `owner`: the process that opened the journal last. `bad-boots`: how many boots in a row could not take up a job. `host-wishes`. `told-waits` and `told-ends`. */
  meta: { key: string; value: unknown };
  /** Small pictures of uploads, as `data:` addresses. */
  thumbnails: { key: JobId; value: unknown };
  /** Job records that could not be read, as they were. */
  quarantine: { key: string; value: unknown };
}

export type UploadsDatabase = IDBPDatabase<UploadsSchema>;

export const DATABASE_VERSION = 7;

/** The one database. Its connection is opened when it is first used, and again after the browser has closed it. */
export interface DatabaseConnection {
  use<T>(work: (database: UploadsDatabase) => Promise<T>): Promise<T>;
  /** Whether the database is a newer version's: it may be read and not changed. Known after the first use. */
  isNewer(): boolean;
}

/** @param onCreated called when there was no database: at the first use ever, or after it was deleted */
export function connectDatabase(name = 'uploads', onCreated = (): void => undefined): DatabaseConnection {
  let opening: Promise<UploadsDatabase> | undefined;
  let isNewer = false;

  function open(): Promise<UploadsDatabase> {
    const forget = (): void => {
      opening = undefined;
    };
    const onEnd: OpenDBCallbacks<UploadsSchema> = {
      // Another context needs a newer version: let it.
      blocking: (_current, _blocked, event) => {
        if (event.target instanceof IDBDatabase) event.target.close();
        forget();
      },
      // A full disk closes the connection under us.
      terminated: forget,
    };
    return openDB<UploadsSchema>(name, DATABASE_VERSION, {
      ...onEnd,
      upgrade: (database, from, _to, change) => {
        if (from === 0) change.done.then(onCreated, () => undefined);
        return upgrade(database, from, change);
      },
    }).catch((error: unknown) => {
      if (!(error instanceof DOMException) || error.name !== 'VersionError') throw error;
      isNewer = true;
      return openDB<UploadsSchema>(name, undefined, onEnd);
    });
  }

  async function connection(): Promise<UploadsDatabase> {
    opening ??= open();
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  }

  return {
    async use(work) {
      try {
        return await work(await connection());
      } catch (error) {
        if (!isClosed(error)) throw error;
        opening = undefined;
        return await work(await connection());
      }
    },
    isNewer: () => isNewer,
  };
}

/** Whether the connection, rather than what was asked of it, is at fault. */
function isClosed(error: unknown): boolean {
  return error instanceof DOMException && ['InvalidStateError', 'UnknownError'].includes(error.name);
}

type Upgrade = IDBPTransaction<
  UploadsSchema,
  ('jobs' | 'finished' | 'parts' | 'blobs' | 'meta' | 'quarantine' | 'thumbnails')[],
  'versionchange'
>;

async function upgrade(database: UploadsDatabase, from: number, change: Upgrade): Promise<void> {
  if (from < 1) {
    database.createObjectStore('jobs');
    database.createObjectStore('parts');
    database.createObjectStore('blobs');
  }
  if (from < 2) {
    database.createObjectStore('meta');
    database.createObjectStore('quarantine');
    const jobs = change.objectStore('jobs');
    for (let cursor = await jobs.openCursor(); cursor !== null; cursor = await cursor.continue()) {
      await cursor.update(migrateJobV1(cursor.value));
    }
  }
  if (from < 3) {
    const finished = database.createObjectStore('finished');
    finished.createIndex('by-time', ['createdAtMs', 'id']);
    const jobs = change.objectStore('jobs');
    for (let cursor = await jobs.openCursor(); cursor !== null; cursor = await cursor.continue()) {
      const job = v.safeParse(uploadJobSchema, cursor.value);
      if (!job.success || !isOver(job.output.state)) continue;
      await finished.put(cursor.value, cursor.key);
      await cursor.delete();
    }
  }
  if (from < 6) {
    const keys = ['state.name', 'destinationKey', 'sizeBytes', 'createdAtMs'];
    change.objectStore('finished').createIndex('by-size', keys);
  }
  if (from < 7) database.createObjectStore('thumbnails');
}

/** All parts of one job: keys `[jobId, partNumber]` between the least and the greatest part number. */
export function partsOf(jobId: JobId): IDBKeyRange {
  return IDBKeyRange.bound([jobId, 0], [jobId, Number.MAX_SAFE_INTEGER]);
}
