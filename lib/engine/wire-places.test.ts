import { expect, test } from 'vitest';
import { createWirePlaces } from './wire-places.ts';

test('so many parts are on the wire at once, and the next one when a place is freed', async () => {
  const places = createWirePlaces();
  const started: number[] = [];
  const take = (n: number) => places.take(n, 2).then(() => started.push(n));
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
  await places.take(1, 1);
  const inVain = places.take(2, 1);
  // Both are dropped: the one on the wire and the one that waits for it.
  places.freeAll();
  await inVain;
  await places.take(3, 1);
  places.freeAll();
});

test('there are as many places as the last one who asked was told; who has one keeps it', async () => {
  const places = createWirePlaces();
  await Promise.all([places.take(1, 3), places.take(2, 3), places.take(3, 3)]);
  let hasPlace = false;
  const fourth = places.take(4, 1).then(() => {
    hasPlace = true;
  });
  places.free(1);
  places.free(2);
  await Promise.resolve();
  expect(hasPlace).toBe(false);
  places.free(3);
  await fourth;
  await places.take(5, 2);
  places.freeAll();
});
