import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOver } from '../core/job.ts';
import { createEntry } from '../engine/job-entry.ts';
import { viewOfJob } from '../engine/job-view.ts';
import { arbitraryJob } from '../engine/testing/arbitrary-job.ts';
import { isOverView } from './is-over.ts';

test('a view is over exactly when its job is', () => {
  fc.assert(
    fc.property(arbitraryJob, (job) => {
      expect(isOverView(viewOfJob(createEntry(job), 0))).toBe(isOver(job.state));
    }),
  );
});
