import { expect, test } from 'vitest';
import type { UploadJob } from '../core/job.ts';
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

test('one of the past that a person had something done with leaves no gap in the list', () => {
  const roster = createRoster();
  roster.addFinished(page(1000));
  const oldest = roster.oldestFinished();
  // Rows that were forgotten make room for others.
  for (const id of [...roster.entries.keys()].slice(0, 10)) roster.entries.delete(id);
  const old = createEntry(over(5));
  roster.entries.set(old.live.job.id, old);
  roster.retire(old);
  expect(roster.oldestFinished()).toEqual(oldest);
});

test('how it ended with one of the past is still known when newer ones end, of the last so many', () => {
  const roster = createRoster();
  roster.addFinished(page(10_000));
  const end = (job: UploadJob) => {
    const entry = createEntry(job);
    roster.entries.set(job.id, entry);
    roster.retire(entry);
  };
  const old = page(1000, FINISHED_PAGE + 1);
  for (const job of old) {
    end(job);
    end(over(20_000 - job.createdAtMs));
  }
  expect(old.map(({ id }) => roster.entries.has(id))).toEqual(old.map((_, index) => index > 0));
  expect(roster.entries.size).toBe(2 * FINISHED_PAGE);
});

test('one that has just been given a command is not pushed out: the command may be taken back', () => {
  const roster = createRoster();
  roster.addFinished(page(1000));
  const asked = createEntry(over(5));
  asked.isHandling = true;
  roster.entries.set(asked.live.job.id, asked);
  const entry = createEntry(over(2000));
  roster.entries.set(entry.live.job.id, entry);
  roster.retire(entry);
  expect(roster.entries.get(asked.live.job.id)).toBe(asked);
  expect(roster.hasOlder()).toBe(true);
});

test('an upload that ends is in the list, however many rows were forgotten', () => {
  const roster = createRoster();
  roster.addFinished(page(1000));
  roster.entries.clear();
  const entry = createEntry(over(2000));
  roster.entries.set(entry.live.job.id, entry);
  roster.retire(entry);
  expect(roster.entries.has(entry.live.job.id)).toBe(true);
});
