import { expect, test } from 'vitest';
import { createEntry } from './job-entry.ts';
import { createRoster } from './job-roster.ts';
import { FINISHED_PAGE } from './ports.ts';
import { sampleJob } from './testing/sample-job.ts';

const over = (createdAtMs: number) => sampleJob({ createdAtMs, state: { name: 'cancelled' } });
const page = (newestMs: number, length = FINISHED_PAGE) =>
  Array.from({ length }, (_, index) => over(newestMs - index));

test('Q9: of the jobs that end in this process only the newest are kept, beside all that are not over', () => {
  const roster = createRoster();
  const running = sampleJob({ createdAtMs: 0 });
  roster.entries.set(running.id, createEntry(running));
  for (let time = 1; time <= 3 * FINISHED_PAGE; time += 1) {
    const entry = createEntry(over(time));
    roster.entries.set(entry.live.job.id, entry);
    roster.active.add(entry);
    roster.retire(entry);
  }
  expect(roster.entries.size).toBe(1 + FINISHED_PAGE);
  expect(roster.entries.has(running.id)).toBe(true);
  expect(roster.active.size).toBe(0);
  expect(roster.oldestFinished()?.createdAtMs).toBe(2 * FINISHED_PAGE + 1);
  expect(roster.hasOlder()).toBe(true);
});

test('Q9: a page that was asked for stays when another job ends, until it is pushed out by newer ones', () => {
  const roster = createRoster();
  roster.addFinished(page(1000));
  expect(roster.hasOlder()).toBe(true);
  roster.addFinished(page(1000 - FINISHED_PAGE, 7));
  expect(roster.hasOlder()).toBe(false);
  expect(roster.entries.size).toBe(FINISHED_PAGE + 7);
  const entry = createEntry(over(2000));
  roster.entries.set(entry.live.job.id, entry);
  roster.retire(entry);
  expect(roster.entries.size).toBe(FINISHED_PAGE + 7);
  expect(roster.hasOlder()).toBe(true);
});
