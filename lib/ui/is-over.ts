import { isFinal } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';

/** Whether nothing more happens to an upload, so that it belongs to the history: as `isOver` says of its job. */
export function isOverView({ state, canRetry, removal }: JobView): boolean {
  const isLeaving = removal?.stage === 'scheduled' || removal?.stage === 'under-way';
  return isFinal(state) && !canRetry && !isLeaving;
}
