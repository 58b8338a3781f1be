import type { LiveJob, Step } from './live-job.ts';
import { fail, takeUp, wait } from './transitions.ts';

/** How often the process may end in the middle of a job's work without a byte stored between. */
export const MAX_INTERRUPTIONS = 20;

/** The process ended in the middle of a job's work. Too often in a row is reported, or it would go on for ever unseen. */
export function afterInterruption(live: LiveJob, nowMs: number, goOnWith: (live: LiveJob) => Step): Step {
  const interruptions = (live.job.interruptions ?? 0) + 1;
  const counted = { ...live, job: { ...live.job, interruptions } };
  if (interruptions < MAX_INTERRUPTIONS) return goOnWith(counted);
  const details = live.job.state.name === 'completing' ? { mayBeStored: true } : {};
  const message = `the browser stopped the upload ${interruptions} times before anything was stored`;
  return fail(counted, { code: 'interrupted', message, details }, true, nowMs);
}

/** What was under way is begun again, if its bytes are still there. */
export function wokenWhileSending(live: LiveJob, hasBytes: boolean, nowMs: number): Step {
  if (!hasBytes) return wait(live, 'file');
  return afterInterruption(live, nowMs, (counted) => takeUp(counted, 'queued', nowMs));
}
