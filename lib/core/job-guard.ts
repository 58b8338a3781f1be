import type { KnownFile, ResumePoint, UploadJob, WaitingState, WaitReason } from './job.ts';
import type { LiveJob, Step } from './live-job.ts';
import { enter, goOn, type JobChange } from './transitions.ts';
import { hasCome, LONGEST_UNDO_MS } from './wait-ladder.ts';

// A job that its guard holds back resumes at `staging`, whatever comes between: its bytes are found there, and it comes
// by its guard again. Only what the wait was for lets it through.

/**
 * The bytes of a new upload are there: it goes on to be sent, unless its guard holds it back.
 * @param known what has the same bytes
 */
export function passGuard(live: LiveJob, nowMs: number, change: JobChange, known?: KnownFile): Step {
  if (known !== undefined) {
    return enter(live, { name: 'waiting', reason: 'known', known, resumeAt: 'staging' }, [], change);
  }
  const { undoUntilMs: untilMs, confirmOverBytes = Number.POSITIVE_INFINITY } = live.job.guard ?? {};
  if ((change.sizeBytes ?? 0) > confirmOverBytes) {
    return enter(live, { name: 'waiting', reason: 'confirm', resumeAt: 'staging' }, [], change);
  }
  if (untilMs === undefined || hasCome(untilMs, nowMs, LONGEST_UNDO_MS)) {
    return goOn(live, 'queued', nowMs, change);
  }
  return enter(live, { name: 'waiting', reason: 'undo', untilMs, resumeAt: 'staging' }, [], change);
}

/** Whether a job that waits for this is held back by its guard: nothing of it was ever sent. */
export function isHeldBack(reason: WaitReason): boolean {
  return reason === 'undo' || reason === 'known' || reason === 'confirm';
}

/** Whether nothing but an answer of the person ends a wait of the guard. */
export function isAsking({ reason, untilMs }: Pick<WaitingState, 'reason' | 'untilMs'>): boolean {
  return isHeldBack(reason) && untilMs === undefined;
}

/** Where a job goes on when it has got what it waited for. */
export function pointAfter({ reason, resumeAt }: WaitingState): ResumePoint {
  return isHeldBack(reason) ? 'queued' : resumeAt;
}

/** Where a job resumes whose bytes have come in while it was paused: one with a guard has yet to come by it. */
export function pointOnceStaged({ guard }: UploadJob): ResumePoint {
  return guard === undefined ? 'queued' : 'staging';
}
