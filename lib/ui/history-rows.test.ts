import { expect, test } from 'vitest';
import { everything } from '../core/history-query.ts';
import { createEntry } from '../engine/job-entry.ts';
import { viewOfJob } from '../engine/job-view.ts';
import { sampleJob } from '../engine/testing/sample-job.ts';
import { historyRows, needsSearch } from './history-rows.ts';

const view = (createdAtMs: number, name = 'a.txt') =>
  viewOfJob(createEntry(sampleJob({ createdAtMs, name })), 0);

test('what a page is told and what was found are one list, each upload once and as it was told last', () => {
  const [first, second] = [view(1), view(2)];
  const told = { ...first, state: 'succeeded' as const };
  const rows = historyRows([told], { query: everything, jobs: [second, first], hasMore: false }, everything);
  expect(rows).toEqual([second, told]);
});

test('what comes after the last that was found waits until all before it were found', () => {
  const query = { ...everything, sort: 'oldest' } as const;
  const [old, found, late] = [view(1), view(2), view(3)];
  expect(historyRows([old, late], { query, jobs: [found], hasMore: true }, query)).toEqual([old, found]);
  expect(historyRows([old, late], { query, jobs: [found], hasMore: false }, query)).toEqual([
    old,
    found,
    late,
  ]);
});

test('until a new search is answered, what fits of the last one is shown', () => {
  const [fits, other] = [view(1, 'fits.txt'), view(2, 'other.txt')];
  const query = { ...everything, text: 'fits' };
  expect(historyRows([], { query: everything, jobs: [other, fits], hasMore: true }, query)).toEqual([fits]);
});

test('the journal is not searched for what a page knows anyway', () => {
  expect(needsSearch(everything)).toBe(false);
  expect(needsSearch({ ...everything, state: 'under-way' })).toBe(false);
  expect(needsSearch({ ...everything, text: 'a' })).toBe(true);
});
