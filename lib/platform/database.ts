import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { JobId } from '../core/job.ts';

/** Records are `unknown` here on purpose: whoever reads one parses it. */
interface UploadsSchema extends DBSchema {
  jobs: { key: JobId; value: unknown };
  parts: { key: [JobId, number]; value: unknown };
  blobs: { key: JobId; value: Blob };
}

export type UploadsDatabase = IDBPDatabase<UploadsSchema>;

const VERSION = 1;

/** Opens the one database. It lets go of its connection when another context needs a newer version. */
export function openUploadsDatabase(name = 'uploads'): Promise<UploadsDatabase> {
  return openDB<UploadsSchema>(name, VERSION, {
    upgrade(database) {
      database.createObjectStore('jobs');
      database.createObjectStore('parts');
      database.createObjectStore('blobs');
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
}

/** All parts of one job: keys `[jobId, partNumber]` between the least and the greatest part number. */
export function partsOf(jobId: JobId): IDBKeyRange {
  return IDBKeyRange.bound([jobId, 0], [jobId, Number.MAX_SAFE_INTEGER]);
}
