import { expect, test } from 'vitest';
import { createProgressTeller } from '../../lib/client/progress.ts';
import type { UploadProgress } from '../../lib/client/upload-options.ts';
import { createVirtualClock } from '../simulation/virtual-clock.ts';

const PART_BYTES = 1000;

/** A teller on a clock that is turned by hand, and what it has told when. */
function tellerAt(intervalMs: number) {
  const clock = createVirtualClock(0);
  const told: (readonly [atMs: number, totalBytes: number])[] = [];
  const note = ({ totalBytes }: UploadProgress) => void told.push([clock.nowMs(), totalBytes]);
  const teller = createProgressTeller(note, intervalMs, { ...clock, random: () => 0 });
  let stored = 0;
  return {
    told,
    teller,
    storePart(): void {
      stored += 1;
      const part = { partNumber: stored, sizeBytes: PART_BYTES };
      teller.stored(stored * PART_BYTES, part);
    },
    /** Lets time pass, with what falls due in it. */
    async pass(ms: number): Promise<void> {
      let isOver = false;
      clock.schedule(ms, () => {
        isOver = true;
      });
      while (!isOver) await clock.advance();
    },
  };
}

test('progress is told once an interval at most, each time as it is by then', async () => {
  const { told, teller, storePart, pass } = tellerAt(1000);
  teller.begin(10 * PART_BYTES);
  for (let part = 0; part < 7; part += 1) {
    await pass(300);
    storePart();
  }
  expect(told).toEqual([
    [0, 0],
    [1000, 3000],
    [2000, 6000],
  ]);
  await pass(10_000);
  expect(told.slice(3)).toEqual([[3000, 7000]]);
});

test('after an interval without news the next is told at once', async () => {
  const { told, teller, storePart, pass } = tellerAt(1000);
  teller.begin(10 * PART_BYTES);
  await pass(5000);
  storePart();
  storePart();
  expect(told).toEqual([
    [0, 0],
    [5000, 1000],
  ]);
  await pass(1000);
  expect(told.slice(2)).toEqual([[6000, 2000]]);
});

test('the end waits for no interval, and what was waiting is told no more', async () => {
  const { told, teller, storePart, pass } = tellerAt(1000);
  teller.begin(10 * PART_BYTES);
  await pass(100);
  storePart();
  teller.finish();
  await pass(10_000);
  expect(told).toEqual([
    [0, 0],
    [100, 10_000],
  ]);
});

test('what was waiting when an upload fails is told no more', async () => {
  const { told, teller, storePart, pass } = tellerAt(1000);
  teller.begin(10 * PART_BYTES);
  storePart();
  teller.stop();
  await pass(10_000);
  expect(told).toEqual([[0, 0]]);
});
