import type { JobId } from '../core/job.ts';
import { type BlobStore, JournalFenced } from '../engine/ports.ts';
import type { DatabaseConnection, UploadsDatabase } from './database.ts';
import type { Owner, Ownership } from './ownership.ts';
import { lostError, newerVersionError, stagingError, storageError } from './storage-error.ts';

/**
 * Staged bytes in IndexedDB, which keeps a copy of its own: later changes of the source don't reach it. Those of a newer
 * version, or of a process that has taken this one's place, are read and not changed.
 * @param keepsReferences for the database of a private window: Chromium copies no file into it
 */
export function createBlobStore(
  connection: DatabaseConnection,
  ownership: Ownership,
  keepsReferences = false,
): BlobStore {
  /** Whether the database is a newer version's is known only once it is open. */
  async function change(work: (database: UploadsDatabase) => Promise<Owner>): Promise<void> {
    const owner = await connection.use((database) => {
      if (connection.isNewer()) throw newerVersionError();
      return work(database);
    });
    if (owner === 'another') await ownership.refuse(owner);
    if (owner === 'lost') throw lostError();
  }

  async function read<T>(work: (database: UploadsDatabase) => Promise<T>): Promise<T> {
    try {
      return await connection.use(work);
    } catch (thrown) {
      throw storageError(thrown);
    }
  }

  return {
    keepsReferences,

    async put(jobId, blob) {
      try {
        await change(async (database) => {
          // Not in one transaction: commits would have to wait until a large file is copied. A job's bytes are put by
          // the process that made the job, so that what is put too late is at most left over.
          const owner = await ownership.read(database.transaction('meta').store);
          if (owner === 'this') await database.put('blobs', blob, jobId);
          return owner;
        });
      } catch (thrown) {
        throw thrown instanceof JournalFenced ? thrown : stagingError(thrown);
      }
    },
    async get(jobId) {
      return await read((database) => database.get('blobs', jobId));
    },
    async remove(jobId) {
      try {
        await change(async (database) => {
          const removing = database.transaction(['meta', 'blobs'], 'readwrite');
          const owner = await ownership.read(removing.objectStore('meta'));
          if (owner === 'this') await removing.objectStore('blobs').delete(jobId);
          await removing.done;
          return owner;
        });
      } catch (thrown) {
        throw thrown instanceof JournalFenced ? thrown : storageError(thrown);
      }
    },
    async list(): Promise<readonly JobId[]> {
      return await read((database) => database.getAllKeys('blobs'));
    },
  };
}
