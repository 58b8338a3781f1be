import { expect, test } from 'vitest';
import { defaultSlotLimits } from '../core/scheduler.ts';
import { createAttendant } from './attendant.ts';
import { createEntry } from './job-entry.ts';
import { createRoster } from './job-roster.ts';
import { createLink } from './put-pace.ts';
import { createSleepWatch } from './sleep-watch.ts';
import { createSlotKeeper } from './slot-keeper.ts';
import { startSampleEngine } from './testing/sample-engine.ts';
import { sampleJob } from './testing/sample-job.ts';

/** An attendant of so many jobs that are queued, and a clock that stands still. */
async function createBench(jobs: number) {
  const timers = new Set<() => void>();
  const clock = {
    nowMs: () => 1_000_000,
    random: () => 0,
    schedule: (_ms: number, callback: () => void) => {
      timers.add(callback);
      return () => void timers.delete(callback);
    },
  };
  const roster = createRoster();
  for (let count = 0; count < jobs; count += 1)
    roster.active.add(createEntry(sampleJob({ state: { name: 'queued' } })));
  const bench = { looks: 0, granted: 0 };
  let attendant: ReturnType<typeof createAttendant> | undefined;
  await startSampleEngine(clock, (usual) => {
    const onOutlook = () => {
      bench.looks += 1;
    };
    const grant = () => {
      bench.granted += 1;
    };
    const slots = createSlotKeeper(defaultSlotLimits, createLink());
    const watch = createSleepWatch(clock, () => undefined);
    attendant = createAttendant({ ...usual, onOutlook }, roster, slots, watch, grant, () => false);
    return {};
  });
  if (attendant === undefined) throw new Error('there is no attendant');
  const fire = () => {
    for (const timer of [...timers]) {
      timers.delete(timer);
      timer();
    }
  };
  return { bench, attendant, fire };
}

test('of a few jobs each change is seen to at once', async () => {
  const { bench, attendant } = await createBench(100);
  for (let change = 0; change < 3; change += 1) attendant.attend();
  expect(bench.looks).toBe(3);
  expect(bench.granted).toBeGreaterThan(0);
});

test('U12: thousands of jobs are looked through once for all that changes in one moment', async () => {
  const { bench, attendant, fire } = await createBench(5_000);
  for (let change = 0; change < 1_000; change += 1) attendant.attend();
  expect(bench.looks).toBe(0);
  fire();
  expect(bench.looks).toBe(1);
  expect(bench.granted).toBeGreaterThan(0);
  attendant.attend();
  fire();
  expect(bench.looks).toBe(2);
});

test('one that is at rest does not look again', async () => {
  const { bench, attendant, fire } = await createBench(5_000);
  attendant.attend();
  attendant.rest();
  const { looks } = bench;
  fire();
  expect([bench.looks, bench.granted]).toEqual([looks, 0]);
});
