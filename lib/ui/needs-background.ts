import { isFinal } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';

type JobPhase = Pick<JobView, 'state' | 'waiting' | 'removal'>;

/** What only a person brings to an end; whatever they do about it wakes the background by itself. */
const leftToPerson: readonly string[] = ['credentials', 'permission', 'file'];

function isAtRest({ state, waiting, removal }: JobPhase): boolean {
  if (removal?.stage === 'scheduled' || removal?.stage === 'under-way') return false;
  return isFinal(state) || state === 'paused' || leftToPerson.includes(waiting?.reason ?? '');
}

/** Whether a background that has ended should be woken, since something goes on that it must see to. */
export function needsBackground(jobs: readonly JobPhase[]): boolean {
  return !jobs.every(isAtRest);
}
