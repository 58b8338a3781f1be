import { expect, test } from 'vitest';
import type { UploadJob } from '../core/job.ts';
import { createEntry } from './job-entry.ts';
import { viewOfJob } from './job-view.ts';
import { sampleJob } from './testing/sample-job.ts';

test.each([
  [0, undefined],
  [1, true],
  [3, true],
])(
  'U13: of what is cancelled after complete was asked %i times it is said whether it may be stored',
  (completeAsks, said) => {
    const job = sampleJob({ state: { name: 'cancelled' }, completeAsks });
    expect(viewOfJob(createEntry(job), 5).mayBeStored).toBe(said);
  },
);

test('of what was stored or has failed it is said when, and of nothing else', () => {
  const file = { handle: 'h', url: 'https://cdn.example/h' };
  const error = { code: 'server', message: '', details: {} } as const;
  const endOf = (state: UploadJob['state']) =>
    viewOfJob(createEntry(sampleJob({ createdAtMs: 100, state })), 5_000).endedAtMs;
  expect(endOf({ name: 'succeeded', file, elapsedMs: 20 })).toBe(120);
  expect(endOf({ name: 'failed', error, canRetry: true, atMs: 130 })).toBe(130);
  expect(endOf({ name: 'cancelled' })).toBeUndefined();
  expect(endOf({ name: 'uploading' })).toBeUndefined();
});

test('of what is not cancelled nothing of the kind is said', () => {
  const job = sampleJob({ state: { name: 'completing' }, completeAsks: 2 });
  expect(viewOfJob(createEntry(job), 5)).not.toHaveProperty('mayBeStored');
});
