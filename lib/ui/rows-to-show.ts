import { isFinal, type JobStateName } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';

/** Those that need something come before those that move, and these before those that wait for their turn. */
const ranks: Readonly<Record<JobStateName, number>> = {
  failed: 0,
  paused: 0,
  waiting: 0,
  cancelling: 1,
  completing: 1,
  starting: 1,
  uploading: 1,
  verifying: 1,
  queued: 2,
  staging: 2,
  cancelled: 3,
  succeeded: 3,
};

/**
 * The uploads that are shown, newest first: those that are over, which come a page at a time already, and of the others
 * no more than the limit. Which ones is decided by what they do, so that of thousands those are seen that move or need
 * something.
 */
export function rowsToShow(jobs: readonly JobView[], limit: number): readonly JobView[] {
  const newestFirst = jobs.toSorted((a, b) => b.createdAtMs - a.createdAtMs);
  const unfinished = newestFirst.filter(({ state, canRetry }) => !isFinal(state) || canRetry);
  const byInterest = unfinished.toSorted((a, b) => ranks[a.state] - ranks[b.state]);
  const hidden = new Set(byInterest.slice(limit));
  return newestFirst.filter((job) => !hidden.has(job));
}
