import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { createDatabaseShelf } from '../../tests/contracts/database-shelf.ts';
import { describeBlobStore, openedStore } from '../engine/testing/blob-store-contract.ts';
import { newJobId } from '../engine/testing/sample-job.ts';

const createShelf = () => createDatabaseShelf(crypto.randomUUID());

describeBlobStore('IndexedDB in memory', () => {
  const shelf = createShelf();
  return { openStore: () => openedStore(shelf.openProcess()) };
});

afterEach(() => vi.restoreAllMocks());

test.each([
  ['Q1', 'QuotaExceededError', 'storage'],
  ['Q2', 'UnknownError', 'storage'],
  ['Q2', 'AbortError', 'storage'],
  ['F4', 'NotReadableError', 'source-gone'],
  ['F4', 'NotFoundError', 'source-gone'],
  ['F4', 'DataError', 'source-gone'],
])('%s: %s while staging is %s', async (_row, name, code) => {
  const blobs = await openedStore(createShelf().openProcess());
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('refused', name);
  });
  await expect(blobs.put(newJobId(), new Blob(['x']))).rejects.toMatchObject({ name: 'UploadError', code });
});

test('Q2: bytes that can’t be read or removed are an error of storage', async () => {
  const blobs = await openedStore(createShelf().openProcess());
  for (const method of ['get', 'delete', 'getAllKeys'] as const) {
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(() => {
      throw new DOMException('IO error', 'UnknownError');
    });
  }
  const storage = { name: 'UploadError', code: 'storage' };
  await expect(blobs.get(newJobId())).rejects.toMatchObject(storage);
  await expect(blobs.remove(newJobId())).rejects.toMatchObject(storage);
  await expect(blobs.list()).rejects.toMatchObject(storage);
});
