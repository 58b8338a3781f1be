import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JobId } from './job.ts';
import {
  defaultSlotLimits,
  fullPace,
  type HostPace,
  nextSlot,
  PARTS_PREPARED_AHEAD,
  slowDown,
  speedUp,
} from './scheduler.ts';

const limits = defaultSlotLimits;
const id = (text: string) => text as JobId;
const wish = (name: string, inFlight: number, lastTurn = 0, host = 'a') => ({
  id: id(name),
  host,
  inFlight,
  lastTurn,
});
const full = () => fullPace(limits);

test('X7: the job with the fewest requests under way is next, among equals the one that has waited longest', () => {
  const none = new Map<string, number>();
  expect(nextSlot([wish('large', 3), wish('small', 0)], none, full, limits)?.id).toBe('small');
  expect(nextSlot([wish('late', 1, 9), wish('early', 1, 2)], none, full, limits)?.id).toBe('early');
  expect(nextSlot([], none, full, limits)).toBeUndefined();
});

test('X7: neither a host nor all together get more requests than allowed, and a few that are prepared ahead', () => {
  const wishes = [wish('one', 0), wish('two', 0, 0, 'b')];
  expect(nextSlot(wishes, new Map([['a', limits.perHost + PARTS_PREPARED_AHEAD]]), full, limits)?.id).toBe(
    'two',
  );
  expect(
    nextSlot(wishes, new Map([['c', limits.global + PARTS_PREPARED_AHEAD]]), full, limits),
  ).toBeUndefined();
});

test('A2: a host that throttles gets half as much, and one step back for each 20 good parts', () => {
  let pace: HostPace = slowDown(slowDown(fullPace(limits)));
  expect(pace.limit).toBe(1);
  expect(slowDown(pace).limit).toBe(1);
  for (let part = 0; part < 19; part++) pace = speedUp(pace, limits);
  expect(pace.limit).toBe(1);
  pace = speedUp(pace, limits);
  expect(pace).toEqual({ limit: 2, goodParts: 0 });
  for (let part = 0; part < 200; part++) pace = speedUp(pace, limits);
  expect(pace.limit).toBe(limits.perHost);
});

test('I26: every job gets a slot before any other gets a second one more than it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 }), (jobs, rounds) => {
      const inFlight = new Array<number>(jobs).fill(0);
      const turns = new Array<number>(jobs).fill(0);
      for (let turn = 1; turn <= rounds; turn++) {
        const wishes = inFlight.map((count, index) => wish(String(index), count, turns[index]));
        const total = inFlight.reduce((sum, count) => sum + count, 0);
        const chosen = nextSlot(wishes, new Map([['a', total]]), full, limits);
        if (chosen === undefined) return total === limits.perHost + PARTS_PREPARED_AHEAD;
        const index = Number(chosen.id);
        inFlight[index] = (inFlight[index] ?? 0) + 1;
        turns[index] = turn;
        if (Math.max(...inFlight) - Math.min(...inFlight) > 1) return false;
      }
      return true;
    }),
  );
});
