import pLimit from 'p-limit';
import { expect, test } from 'vitest';
import { createWirePlaces } from './wire-places.ts';

/** A host that takes whatever comes. */
const host = pLimit(100);

test('so many parts are on the wire at once, and the next one when a place is freed', async () => {
  const places = createWirePlaces();
  const started: number[] = [];
  const take = (n: number) => places.take(n, 2, host).then(() => started.push(n));
  const turns = [take(1), take(2), take(3), take(4)];
  await Promise.all(turns.slice(0, 2));
  expect(started).toEqual([1, 2]);
  places.free(2);
  await turns[2];
  expect(started).toEqual([1, 2, 3]);
  places.freeAll();
  await turns[3];
  expect(started).toEqual([1, 2, 3, 4]);
});

test('a place that was never taken is freed without harm, and a part that waits in vain takes none', async () => {
  const places = createWirePlaces();
  places.free(9);
  await places.take(1, 1, host);
  const inVain = places.take(2, 1, host);
  // Both are dropped: the one on the wire and the one that waits for it.
  places.freeAll();
  await inVain;
  await places.take(3, 1, host);
  places.freeAll();
});

test('there are as many places as the last one who asked was told; who has one keeps it', async () => {
  const places = createWirePlaces();
  await Promise.all([places.take(1, 3, host), places.take(2, 3, host), places.take(3, 3, host)]);
  let hasPlace = false;
  const fourth = places.take(4, 1, host).then(() => {
    hasPlace = true;
  });
  places.free(1);
  places.free(2);
  await Promise.resolve();
  expect(hasPlace).toBe(false);
  places.free(3);
  await fourth;
  await places.take(5, 2, host);
  places.freeAll();
});

test('a host takes no more than it may, of all jobs, and who has waited longest is next', async () => {
  const [one, two] = [createWirePlaces(), createWirePlaces()];
  const narrow = pLimit(2);
  await Promise.all([one.take(1, 5, narrow), two.take(1, 5, narrow)]);
  const started: string[] = [];
  const waiting = [
    one.take(2, 5, narrow).then(() => started.push('one')),
    two.take(2, 5, narrow).then(() => started.push('two')),
  ];
  await Promise.resolve();
  expect(started).toEqual([]);
  two.free(1);
  await waiting[0];
  expect(started).toEqual(['one']);
  one.freeAll();
  await waiting[1];
  two.freeAll();
});
