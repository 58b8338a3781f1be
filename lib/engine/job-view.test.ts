import { expect, test } from 'vitest';
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

test('of what is not cancelled nothing of the kind is said', () => {
  const job = sampleJob({ state: { name: 'completing' }, completeAsks: 2 });
  expect(viewOfJob(createEntry(job), 5)).not.toHaveProperty('mayBeStored');
});
