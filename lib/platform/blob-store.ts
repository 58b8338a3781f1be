import type { JobId } from '../core/job.ts';
import type { BlobStore } from '../engine/ports.ts';
import type { DatabaseConnection, UploadsDatabase } from './database.ts';
import { newerVersionError, stagingError, storageError } from './storage-error.ts';

/**
 * Staged bytes in IndexedDB, which keeps a copy of its own: later changes of the source don't reach it. Those of a newer
 * version are read and not changed.
 */
export function createBlobStore(connection: DatabaseConnection): BlobStore {
  /** Whether the database is a newer version's is known only once it is open. */
  async function change(work: (database: UploadsDatabase) => Promise<unknown>): Promise<void> {
    await connection.use((database) => {
      if (connection.isNewer()) throw newerVersionError();
      return work(database);
    });
  }

  async function read<T>(work: (database: UploadsDatabase) => Promise<T>): Promise<T> {
    try {
      return await connection.use(work);
    } catch (thrown) {
      throw storageError(thrown);
    }
  }

  return {
    async put(jobId, blob) {
      try {
        await change((database) => database.put('blobs', blob, jobId));
      } catch (thrown) {
        throw stagingError(thrown);
      }
    },
    async get(jobId) {
      return await read((database) => database.get('blobs', jobId));
    },
    async remove(jobId) {
      try {
        await change((database) => database.delete('blobs', jobId));
      } catch (thrown) {
        throw storageError(thrown);
      }
    },
    async list(): Promise<readonly JobId[]> {
      return await read((database) => database.getAllKeys('blobs'));
    },
  };
}
