import { UploadError } from '../core/upload-error.ts';
import { createMemoryDisk, type MemoryDisk } from './memory-disk.ts';
import type { BlobStore } from './ports.ts';

/** Staged bytes in memory. A blob can't change, so that keeping it is keeping a copy. */
export function createMemoryBlobStore(disk: MemoryDisk = createMemoryDisk()): BlobStore {
  return {
    async put(jobId, blob) {
      await Promise.resolve();
      refuseNewer(disk);
      if (disk.isFull) throw new UploadError('storage', 'the disk is full', { step: 'save' });
      disk.blobs.set(jobId, blob);
    },
    async get(jobId) {
      await Promise.resolve();
      return disk.blobs.get(jobId);
    },
    async remove(jobId) {
      await Promise.resolve();
      refuseNewer(disk);
      disk.blobs.delete(jobId);
    },
    async list() {
      await Promise.resolve();
      return [...disk.blobs.keys()].sort();
    },
  };
}

function refuseNewer({ isNewer }: MemoryDisk): void {
  if (isNewer) throw new UploadError('storage', 'the disk is a newer version’s', { step: 'save' });
}
