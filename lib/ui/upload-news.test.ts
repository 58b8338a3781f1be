import { expect, test } from 'vitest';
import type { JobView } from '../protocol/messages.ts';
import { sampleView } from './testing/sample-view.ts';
import { newsOf } from './upload-news.ts';

const kinds = (before: readonly JobView[], after: readonly JobView[], sinceMs = 0) =>
  newsOf(before, after, sinceMs).map(({ kind, job }) => `${kind} ${job.name}`);

const now = (job: JobView, change: Partial<JobView>): JobView => ({ ...job, ...change });
const job = sampleView({ name: 'a' });
const waiting = { state: 'waiting', waiting: { reason: 'permission' } } as const;

test('that an upload begins, ends, fails or waits for the person is told once each', () => {
  const queued = sampleView({ name: 'b', state: 'queued' });
  expect(kinds([], [queued])).toEqual(['started b']);
  expect(kinds([queued], [now(queued, { state: 'uploading' })])).toEqual([]);
  for (const [change, kind] of [
    [{ state: 'succeeded' }, 'ended'],
    [{ state: 'failed' }, 'failed'],
    [waiting, 'waiting'],
  ] as const) {
    expect(kinds([job], [now(job, change)])).toEqual([`${kind} a`]);
    expect(kinds([now(job, change)], [now(job, { ...change, retries: 1 })])).toEqual([]);
  }
});

test('progress, a pause, a wait that ends by itself and what the person has cancelled are no news', () => {
  for (const change of [
    { sentBytes: 20_000_000 },
    { state: 'paused' },
    { state: 'waiting', waiting: { reason: 'offline', untilMs: 1 } },
    { state: 'cancelled' },
  ] as const) {
    expect(kinds([job], [now(job, change)])).toEqual([]);
  }
});

test('one that failed and was stored at last is told of twice, and begins once', () => {
  const failed = now(job, { state: 'failed' });
  expect(kinds([failed], [now(job, { state: 'queued' })])).toEqual([]);
  expect(kinds([now(job, { state: 'queued' })], [now(job, { state: 'succeeded' })])).toEqual(['ended a']);
});

test('older uploads that come into the list are no news, and one that began and ended between two looks is', () => {
  const stored = sampleView({ name: 'c', state: 'succeeded', createdAtMs: 1_000 });
  expect(kinds([job], [job, stored], 2_000)).toEqual([]);
  expect(kinds([job], [job, stored], 500)).toEqual(['ended c']);
});
