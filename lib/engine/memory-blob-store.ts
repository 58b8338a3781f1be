import { UploadError } from '../core/upload-error.ts';
import { checkOwner, type MemoryDisk, type MemoryProcess } from './memory-disk.ts';
import { type BlobStore, JournalFenced } from './ports.ts';

/** Staged bytes in memory. A blob can't change, so that keeping it is keeping a copy. */
export function createMemoryBlobStore(disk: MemoryDisk, process: MemoryProcess): BlobStore {
  return {
    async put(jobId, blob) {
      await Promise.resolve();
      refuseOthers(disk, process);
      if (disk.isFull) throw new UploadError('storage', 'the disk is full', { step: 'save' });
      disk.blobs.set(jobId, blob);
    },
    async get(jobId) {
      await Promise.resolve();
      return disk.blobs.get(jobId);
    },
    async remove(jobId) {
      await Promise.resolve();
      refuseOthers(disk, process);
      disk.blobs.delete(jobId);
    },
    async list() {
      await Promise.resolve();
      return [...disk.blobs.keys()].sort();
    },
  };
}

function refuseOthers(disk: MemoryDisk, process: MemoryProcess): void {
  if (disk.isNewer) throw new UploadError('storage', 'the disk is a newer version’s', { step: 'save' });
  try {
    checkOwner(disk, process);
  } catch (thrown) {
    if (thrown instanceof JournalFenced) throw thrown;
    throw new UploadError('storage', 'the disk was lost', { step: 'save' }, thrown);
  }
}
