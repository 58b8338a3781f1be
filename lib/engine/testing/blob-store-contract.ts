import { describe, expect, test } from 'vitest';
import type { BlobStore } from '../ports.ts';
import type { JournalShelf } from './journal-shelf.ts';
import { newJobId } from './sample-job.ts';

/** One place where bytes are staged, empty at first; each store over it is as of a process that has taken over. */
export interface BlobShelf {
  openStore(): Promise<BlobStore>;
}

/** The staged bytes of a process that has taken over. */
export async function openedStore({ journal, blobs }: ReturnType<JournalShelf['openProcess']>) {
  await journal.open();
  return blobs;
}

async function bytesOf(blob: Blob | undefined): Promise<readonly number[] | undefined> {
  return blob && [...new Uint8Array(await blob.arrayBuffer())];
}

/** What every `BlobStore` must do, the double as the real one. */
export function describeBlobStore(title: string, createShelf: () => BlobShelf): void {
  describe(`${title} as a blob store`, () => {
    test('L6: bytes and type that were put are there for the next process', async () => {
      const shelf = createShelf();
      const id = newJobId();
      const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
      await (await shelf.openStore()).put(id, new Blob([bytes], { type: 'image/png' }));
      const blob = await (await shelf.openStore()).get(id);
      expect(await bytesOf(blob)).toEqual([...bytes]);
      expect(blob?.type).toBe('image/png');
      // A part of it is read without the rest.
      expect(await bytesOf(blob?.slice(255, 258))).toEqual([255, 0, 1]);
    });

    test('what was never put is not there', async () => {
      const store = await createShelf().openStore();
      expect(await store.get(newJobId())).toBeUndefined();
      expect(await store.list()).toEqual([]);
    });

    test('putting again replaces the bytes of that job only', async () => {
      const store = await createShelf().openStore();
      const [first, second] = [newJobId(), newJobId()];
      await store.put(first, new Blob(['one']));
      await store.put(second, new Blob(['two']));
      await store.put(first, new Blob(['three']));
      expect(await (await store.get(first))?.text()).toBe('three');
      expect(await (await store.get(second))?.text()).toBe('two');
    });

    test('removing removes the bytes of that job only, and once more is harmless', async () => {
      const store = await createShelf().openStore();
      const [gone, kept] = [newJobId(), newJobId()];
      await store.put(gone, new Blob(['gone']));
      await store.put(kept, new Blob(['kept']));
      await store.remove(gone);
      await store.remove(gone);
      expect(await store.get(gone)).toBeUndefined();
      expect(await store.list()).toEqual([kept]);
    });

    test('every job with staged bytes is listed', async () => {
      const store = await createShelf().openStore();
      const ids = [newJobId(), newJobId(), newJobId()];
      await Promise.all(ids.map((id) => store.put(id, new Blob([id]))));
      expect(new Set(await store.list())).toEqual(new Set(ids));
    });

    test('bytes that were read stay readable after they are removed', async () => {
      const store = await createShelf().openStore();
      const id = newJobId();
      await store.put(id, new Blob(['still here']));
      const blob = await store.get(id);
      await store.remove(id);
      expect(await blob?.text()).toBe('still here');
    });
  });
}
