import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test, vi } from 'vitest';
import { createSpill } from './spill.ts';

const recordsOf = async (name: string) => (await openDB(name)).count('pieces');

test('bytes come back the same, and no record of them is left', async () => {
  const name = crypto.randomUUID();
  const spill = createSpill(name);
  const kept = await Promise.all(['one', 'two'].map((text) => spill(new Blob([text]))));
  expect(await Promise.all(kept.map((blob) => blob.text()))).toEqual(['one', 'two']);
  expect(await recordsOf(name)).toBe(0);
});

test('what a process left that was ended in the middle is cleared away', async () => {
  const name = crypto.randomUUID();
  await createSpill(name)(new Blob(['first']));
  const database = await openDB(name);
  await database.add('pieces', new Blob(['left']));
  database.close();
  await createSpill(name)(new Blob(['next']));
  expect(await recordsOf(name)).toBe(0);
});

test('where there is no room bytes stay where they are, and the next are tried again', async () => {
  const spill = createSpill(crypto.randomUUID());
  const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(() => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
  const piece = new Blob(['bytes']);
  expect(await spill(piece)).toBe(piece);
  expect(await (await spill(piece)).text()).toBe('bytes');
  expect(add).toHaveBeenCalledTimes(2);
});
