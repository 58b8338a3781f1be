import type { BlobStore } from '../engine/ports.ts';
import type { UploadsDatabase } from './database.ts';

/** Staged bytes in IndexedDB, which keeps a copy of its own: later changes of the source don't reach it. */
export function createBlobStore(database: Promise<UploadsDatabase>): BlobStore {
  return {
    async put(jobId, blob) {
      await (await database).put('blobs', blob, jobId);
    },
    async get(jobId) {
      return await (await database).get('blobs', jobId);
    },
    async remove(jobId) {
      await (await database).delete('blobs', jobId);
    },
  };
}
