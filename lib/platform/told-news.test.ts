import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { newJobId } from '../engine/testing/sample-job.ts';
import { connectDatabase, DATABASE_VERSION } from './database.ts';
import { createToldEnds, createToldWaits } from './told-news.ts';

test('what was told is known to a background that is started later', async () => {
  const name = crypto.randomUUID();
  const [ends, waits] = [createToldEnds(connectDatabase(name)), createToldWaits(connectDatabase(name))];
  expect([await ends.read(), await waits.read()]).toEqual([undefined, []]);
  const id = newJobId();
  expect([await ends.keep(5), await waits.keep([id])]).toEqual([true, true]);
  const later = connectDatabase(name);
  expect(await createToldEnds(later).read()).toBe(5);
  expect(await createToldWaits(later).read()).toEqual([id]);
});

test('what is no such record counts as none', async () => {
  const connection = connectDatabase(crypto.randomUUID());
  for (const key of ['told-ends', 'told-waits']) {
    await connection.use((database) => database.put('meta', { is: 'neither' }, key));
  }
  expect(await createToldEnds(connection).read()).toBeUndefined();
  expect(await createToldWaits(connection).read()).toEqual([]);
});

test('in the database of a newer version nothing is kept, and that is said', async () => {
  const name = crypto.randomUUID();
  const newer = await openDB(name, DATABASE_VERSION + 1, {
    upgrade: (database) => void database.createObjectStore('meta'),
  });
  newer.close();
  const ends = createToldEnds(connectDatabase(name));
  expect(await ends.keep(5)).toBe(false);
  expect(await ends.read()).toBeUndefined();
});
