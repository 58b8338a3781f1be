import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { createDatabaseShelf } from '../contracts/database-shelf.ts';
import { seededRandom } from './seeded-random.ts';
import { runToEnd } from './verdict.ts';
import { createWorld } from './world.ts';

/** What one upload asks of IndexedDB, from the choice of its file to its end. */
async function askedFor(partCount: number) {
  const { journal } = createDatabaseShelf(crypto.randomUUID()).openProcess();
  const world = createWorld({
    random: seededRandom(1),
    journalOver: (memory) => ({
      ...journal,
      async open() {
        await memory.open();
        return await journal.open();
      },
    }),
  });
  const spies = {
    put: vi.spyOn(IDBObjectStore.prototype, 'put'),
    delete: vi.spyOn(IDBObjectStore.prototype, 'delete'),
    get: vi.spyOn(IDBObjectStore.prototype, 'get'),
    getAll: vi.spyOn(IDBObjectStore.prototype, 'getAll'),
  };
  await world.addFile('file', partCount);
  // The database takes real time, which the clock of the world knows nothing of.
  await vi.waitFor(
    async () => {
      await runToEnd(world);
      expect(world.views()).toMatchObject([{ state: 'succeeded', retries: 0 }]);
    },
    { timeout: 60_000, interval: 1 },
  );
  const counts = Object.fromEntries(
    Object.entries(spies).map(([name, { mock }]) => [name, mock.calls.length]),
  );
  const records = spies.getAll.mock.results.reduce((sum, { value }) => sum + value.result.length, 0);
  vi.restoreAllMocks();
  return { counts, records };
}

test('an upload of 1,000 parts writes one record into IndexedDB for each, and reads each once, as one of 10 does', async () => {
  const [short, long] = [await askedFor(10), await askedFor(1_000)];
  const more = 1_000 - 10;
  expect(long.counts).toEqual({
    ...short.counts,
    put: (short.counts['put'] ?? 0) + more,
    get: expect.any(Number),
  });
  // Whose the journal is, once in a transaction: parts that wait for one another share theirs.
  expect((long.counts['get'] ?? 0) - (short.counts['get'] ?? 0)).toBeLessThanOrEqual(more);
  // By one request, before complete.
  expect(long.records - short.records).toBe(more);
}, 120_000);
