import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import type { JobId } from '../core/job.ts';
import { newJobId } from '../engine/testing/sample-job.ts';
import { connectDatabase } from './database.ts';
import { createHostWishes } from './host-wishes.ts';

const HOST = 'https://cdn.example';

/** A browser in which hosts are allowed one after the other, and workers come and go. */
function createWorld() {
  const name = crypto.randomUUID();
  const allowed = new Set<string>();
  const done: JobId[] = [];
  return {
    allowed,
    done,
    /** A worker that has just started. */
    startWorker: () =>
      createHostWishes(
        connectDatabase(name),
        async (origin) => allowed.has(origin),
        async (jobId) => done.push(jobId),
      ),
  };
}

test('a wish outlives the worker that heard it, and is fulfilled once', async () => {
  const { allowed, done, startWorker } = createWorld();
  const [first, second] = [newJobId(), newJobId()];
  await startWorker().add(first, HOST);
  await startWorker().add(second, 'https://other.example');
  expect(done).toEqual([]);

  allowed.add(HOST);
  await startWorker().fulfil();
  expect(done).toEqual([first]);
  await startWorker().fulfil();
  expect(done).toEqual([first]);
});

test('a wish for a host that is allowed already is fulfilled at once', async () => {
  const { allowed, done, startWorker } = createWorld();
  allowed.add(HOST);
  const id = newJobId();
  await startWorker().add(id, HOST);
  expect(done).toEqual([id]);
});

test('the same wish again is one wish, and those that come together are all heard', async () => {
  const { allowed, done, startWorker } = createWorld();
  const wishes = startWorker();
  const [first, second] = [newJobId(), newJobId()];
  await Promise.all([wishes.add(first, HOST), wishes.add(first, HOST), wishes.add(second, HOST)]);
  allowed.add(HOST);
  await wishes.fulfil();
  expect(done).toEqual([first, second]);
});

test('a question that nobody has answered for ten minutes was answered with no', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { allowed, done, startWorker } = createWorld();
  await startWorker().add(newJobId(), HOST);
  allowed.add(HOST);
  vi.setSystemTime(Date.now() + 10 * 60_000);
  await startWorker().fulfil();
  expect(done).toEqual([]);
  vi.useRealTimers();
});
