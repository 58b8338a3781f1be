import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './durable-file.ts';

/** Immutable bytes on disk under ids of our own making; no name from a request ever becomes a path. */
export interface BlobFolder {
  /** Writes a stream; when fulfilled the bytes survive a power cut. A failed or cut stream leaves nothing. */
  write(pieces: AsyncIterable<Uint8Array>): Promise<string>;
  /** A second name for the same bytes, nothing copied where the file system has hard links. */
  link(id: string): Promise<string>;
  /** Bytes from `start` to `end`, both included. */
  read(id: string, start: number, end: number): AsyncIterable<Uint8Array>;
  /** Keeps blobs readable until the returned function is called, even when they are removed meanwhile. */
  hold(ids: readonly string[]): () => void;
  remove(ids: readonly string[]): Promise<void>;
  ids(): Promise<readonly string[]>;
}

export async function openBlobFolder(folder: string): Promise<BlobFolder> {
  await mkdir(folder, { recursive: true });
  const pathOf = (id: string) => join(folder, id);
  const readers = new Map<string, number>();
  const doomed = new Set<string>();

  async function discard(id: string): Promise<void> {
    doomed.delete(id);
    // What can't be removed now is unreferenced and goes at the next start.
    await unlink(pathOf(id)).catch(() => undefined);
  }

  function release(id: string): void {
    const left = (readers.get(id) ?? 1) - 1;
    if (left > 0) {
      readers.set(id, left);
      return;
    }
    readers.delete(id);
    if (doomed.has(id)) void discard(id);
  }

  return {
    async write(pieces) {
      const id = randomBytes(16).toString('hex');
      const file = await open(pathOf(id), 'wx');
      try {
        await writeFile(file, pieces);
        await file.datasync();
        await file.close();
        await syncFolder(folder);
      } catch (error) {
        await file.close().catch(() => undefined);
        await discard(id);
        throw error;
      }
      return id;
    },
    async link(id) {
      const other = randomBytes(16).toString('hex');
      await link(pathOf(id), pathOf(other)).catch(() => copyFile(pathOf(id), pathOf(other)));
      await syncFolder(folder);
      return other;
    },
    read: (id, start, end) => createReadStream(pathOf(id), { start, end, highWaterMark: 256 * 1024 }),
    hold(ids) {
      for (const id of ids) readers.set(id, (readers.get(id) ?? 0) + 1);
      return () => ids.forEach(release);
    },
    async remove(ids) {
      for (const id of ids) {
        if (readers.has(id)) doomed.add(id);
        else await discard(id);
      }
    },
    ids: () => readdir(folder),
  };
}
