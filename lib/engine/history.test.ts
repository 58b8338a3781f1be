import { expect, test, vi } from 'vitest';
import { everything } from '../core/history-query.ts';
import { isOver, type UploadJob } from '../core/job.ts';
import { createJobHistory } from './history.ts';
import { createEntry, type JobEntry } from './job-entry.ts';
import { createRoster } from './job-roster.ts';
import { viewOfJob } from './job-view.ts';
import { createMemoryDisk, newMemoryProcess } from './memory-disk.ts';
import { createMemoryJournal } from './memory-journal.ts';
import { FINISHED_PAGE } from './ports.ts';
import { newJobId, sampleJob } from './testing/sample-job.ts';

const over = (createdAtMs: number) => sampleJob({ createdAtMs, state: { name: 'cancelled' } });
const error = { code: 'network', message: '', details: {} } as const;
const retriable = sampleJob({
  createdAtMs: -2,
  state: { name: 'failed', error, canRetry: true, atMs: 0 },
});
const queued = sampleJob({ createdAtMs: -1 });

/** As a process finds it that has just read its journal. */
async function open(jobs: readonly UploadJob[]) {
  const journal = createMemoryJournal(createMemoryDisk(), newMemoryProcess());
  await journal.open();
  await journal.commit(jobs.map((job) => ({ type: 'save-job', job })));
  const read = await journal.open();
  const roster = createRoster();
  roster.addFinished(read.jobs.filter(({ state }) => isOver(state)));
  for (const job of read.jobs.filter(({ state }) => !isOver(state))) {
    roster.entries.set(job.id, createEntry(job));
  }
  const onChange = vi.fn();
  const view = (entry: JobEntry) => viewOfJob(entry, 0);
  return { journal, roster, onChange, history: createJobHistory(journal, roster, view, onChange) };
}

const many = Array.from({ length: 2 * FINISHED_PAGE + 7 }, (_, index) => over(index));

test('clearing the history takes all that are over out of the journal, and leaves what may still do something', async () => {
  const { history, roster, journal, onChange } = await open([...many, retriable, queued]);
  expect(await history.clean({ mostJobs: 0 })).toBe(many.length);
  expect([...roster.entries.keys()].sort()).toEqual([retriable.id, queued.id].sort());
  expect(roster.hasOlder()).toBe(false);
  expect(new Set((await journal.open()).jobs.map(({ id }) => id))).toEqual(
    new Set([retriable.id, queued.id]),
  );
  expect(onChange).toHaveBeenCalledOnce();
});

test('what is beyond a limit goes, the rest stays, and nothing is told when there is nothing', async () => {
  const { history, roster, journal, onChange } = await open([...many, queued]);
  expect(await history.clean({ mostJobs: many.length, keptSinceMs: 0 })).toBe(0);
  expect(onChange).not.toHaveBeenCalled();
  expect(await history.clean({ mostJobs: FINISHED_PAGE + 1 })).toBe(FINISHED_PAGE + 6);
  expect(roster.hasOlder()).toBe(true);
  expect(await history.clean({ keptSinceMs: many.length - 3 })).toBe(FINISHED_PAGE - 2);
  expect(roster.hasOlder()).toBe(false);
  expect(await journal.listFinished()).toEqual(many.slice(-3).reverse());
});

test('one that something is under way of is left alone', async () => {
  const job = over(1);
  const { history, roster, journal } = await open([job]);
  const entry = roster.entries.get(job.id);
  entry?.requests.set('release', new AbortController());
  expect(await history.clean({ mostJobs: 0 })).toBe(0);
  expect(await journal.listFinished()).toEqual([job]);
});

test('a job that is over is found by its id, also one that only the journal knows', async () => {
  const { history } = await open([...many, retriable]);
  expect(await history.find(many[0]?.id ?? newJobId())).toEqual(many[0]);
  expect(await history.find(many.at(-1)?.id ?? newJobId())).toEqual(many.at(-1));
  expect(await history.find(retriable.id)).toBeUndefined();
  expect(await history.find(newJobId())).toBeUndefined();
});

test('a search gives views', async () => {
  const { history } = await open(many);
  const { jobs, hasMore } = await history.search({ ...everything, sort: 'oldest' });
  expect(jobs.map(({ id }) => id)).toEqual(many.slice(0, FINISHED_PAGE).map(({ id }) => id));
  expect(jobs[0]?.state).toBe('cancelled');
  expect(hasMore).toBe(true);
});

test('what could not be forgotten is still in the list', async () => {
  const { history, roster, journal } = await open(many.slice(0, 3));
  vi.spyOn(journal, 'commit').mockRejectedValue(new Error('no room'));
  await expect(history.clean({ mostJobs: 0 })).rejects.toThrow('no room');
  expect(roster.entries.size).toBe(3);
});
