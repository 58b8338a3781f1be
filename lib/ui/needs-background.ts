import { isFinal } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';

type JobPhase = Pick<JobView, 'state' | 'waiting'>;

/** What only a person brings to an end; whatever they do about it wakes the background by itself. */
const leftToPerson: readonly string[] = ['credentials', 'permission', 'file'];

function isAtRest({ state, waiting }: JobPhase): boolean {
  return isFinal(state) || state === 'paused' || leftToPerson.includes(waiting?.reason ?? '');
}

/** Whether a background that has ended should be woken, since something goes on that it must see to. */
export function needsBackground(jobs: readonly JobPhase[]): boolean {
  return !jobs.every(isAtRest);
}
