import type { JobId } from '../core/job.ts';
import type { BlobStore } from '../engine/ports.ts';
import type { DatabaseConnection } from './database.ts';
import { storageError } from './storage-error.ts';

/** Staged bytes in IndexedDB, which keeps a copy of its own: later changes of the source don't reach it. */
export function createBlobStore(connection: DatabaseConnection): BlobStore {
  return {
    async put(jobId, blob) {
      try {
        await connection.use((database) => database.put('blobs', blob, jobId));
      } catch (thrown) {
        throw storageError(thrown);
      }
    },
    async get(jobId) {
      return await connection.use((database) => database.get('blobs', jobId));
    },
    async remove(jobId) {
      await connection.use((database) => database.delete('blobs', jobId));
    },
    async list(): Promise<readonly JobId[]> {
      return await connection.use((database) => database.getAllKeys('blobs'));
    },
  };
}
