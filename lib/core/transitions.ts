import type { JobState, ResumePoint, UploadJob, WaitReason } from './job.ts';
import type { JobEffect } from './job-event.ts';
import { type LiveJob, resumePointOf, type Step } from './live-job.ts';
import { isComplete, noProgress, returnAll } from './part-progress.ts';
import type { PlainError } from './upload-error.ts';
import { hasCome, LONGEST_RETRY_AFTER_MS, ladderDelayMs } from './wait-ladder.ts';

// The moves that several rows of the table share. Each saves the job before anything else is done.

export type JobChange = Partial<Omit<UploadJob, 'id' | 'state'>>;

export const unchanged = (live: LiveJob): Step => ({ live, effects: [] });

/** Into a state, with effects after the save. */
export function enter(
  live: LiveJob,
  state: JobState,
  effects: readonly JobEffect[] = [],
  change: JobChange = {},
): Step {
  return {
    live: { ...live, job: { ...live.job, ...change, state } },
    effects: [{ type: 'save-job' }, ...effects],
  };
}

/** Goes on from a resume point. Complete is entered only with every part stored and the sizes adding up. */
export function goOn(live: LiveJob, point: ResumePoint, nowMs: number, change: JobChange = {}): Step {
  const { plan, session, completeAskedAtMs } = { ...live.job, ...change };
  if (point === 'staging') return enter(live, { name: 'staging' }, [{ type: 'stage-file' }], change);
  if (plan !== undefined && session !== undefined && isComplete(live.parts, plan)) {
    // The intent is saved first: an answer may be lost after the provider has done it.
    const asked = { completeAskedAtMs: completeAskedAtMs ?? nowMs, completeAsks: live.job.completeAsks + 1 };
    return enter(live, { name: 'completing' }, [{ type: 'complete-upload' }], { ...change, ...asked });
  }
  return enter(live, { name: 'queued' }, [], change);
}

/** Stops what is under way and waits; nothing in flight counts as a failure. */
export function wait(
  live: LiveJob,
  reason: WaitReason,
  { untilMs, error, change = {} }: { untilMs?: number; error?: PlainError; change?: JobChange } = {},
): Step {
  const state: JobState = {
    name: 'waiting',
    reason,
    resumeAt: resumePointOf(live),
    ...(untilMs !== undefined && { untilMs }),
    ...(error !== undefined && { error }),
  };
  return enter({ ...live, parts: returnAll(live.parts) }, state, [{ type: 'cancel-in-flight' }], change);
}

/** Stops what is under way until the person wants it to go on. */
export function pause(live: LiveJob): Step {
  const state: JobState = { name: 'paused', resumeAt: resumePointOf(live) };
  return enter({ ...live, parts: returnAll(live.parts) }, state, [{ type: 'cancel-in-flight' }]);
}

/** Stops everything for good, and tells the provider where it can be told. */
export function cancel(live: LiveJob): Step {
  return enter({ ...live, parts: returnAll(live.parts) }, { name: 'cancelling' }, [
    { type: 'cancel-in-flight' },
    { type: 'cancel-staging' },
    { type: 'abort-upload' },
  ]);
}

/** Waits on the ladder, one rung further than before. */
export function waitOnLadder(live: LiveJob, reason: WaitReason, nowMs: number, error?: PlainError): Step {
  const { rung, troubleSinceMs = nowMs } = live.job;
  const change = { rung: rung + 1, troubleSinceMs };
  const untilMs = nowMs + ladderDelayMs(rung);
  return wait(live, reason, error === undefined ? { untilMs, change } : { untilMs, error, change });
}

/** Fails. With `canRetry` the bytes and the upload id are kept for a while. */
export function fail(live: LiveJob, error: PlainError, canRetry: boolean, nowMs: number): Step {
  const cleanUp: readonly JobEffect[] = canRetry ? [] : [{ type: 'abort-upload' }, { type: 'release-blob' }];
  const state: JobState = { name: 'failed', error, canRetry, atMs: nowMs };
  return enter({ ...live, parts: returnAll(live.parts) }, state, [
    { type: 'cancel-in-flight' },
    ...cleanUp,
    { type: 'notify' },
  ]);
}

/**
 * Begins the upload anew, under another upload id; the plan stays.
 * @param restarts the count of those that the server has made necessary
 */
export function restart(live: LiveJob, nowMs: number, restarts = live.job.restarts + 1): Step {
  const { session: _session, completeAskedAtMs: _asked, ...job } = live.job;
  const fresh: LiveJob = {
    ...live,
    job: { ...job, restarts, completeAsks: 0 },
    parts: noProgress,
  };
  const { live: next, effects } = goOn(fresh, 'queued', nowMs);
  return { live: next, effects: [{ type: 'cancel-in-flight' }, { type: 'clear-parts' }, ...effects] };
}

/** Bytes or answers have moved: the trouble is over. */
export function forgetTrouble(live: LiveJob): LiveJob {
  const { troubleSinceMs: _since, notBeforeMs: _before, interruptions: _often, ...job } = live.job;
  return { ...live, failuresBefore: 0, job: { ...job, rung: 0, failures: 0 } };
}

/** Whether there is trouble in the journal that bytes or answers have ended. */
export function hasTrouble({ job }: LiveJob): boolean {
  const { rung, failures, troubleSinceMs, notBeforeMs, interruptions } = job;
  return (
    rung > 0 ||
    failures > 0 ||
    [troubleSinceMs, notBeforeMs, interruptions].some((value) => value !== undefined)
  );
}

/** Takes up the work again after a restart of the process, unless the last failure still asks for patience. */
export function takeUp(live: LiveJob, point: ResumePoint, nowMs: number): Step {
  const { notBeforeMs } = live.job;
  return notBeforeMs !== undefined && !hasCome(notBeforeMs, nowMs, LONGEST_RETRY_AFTER_MS)
    ? wait(live, 'backoff', { untilMs: notBeforeMs })
    : goOn(live, point, nowMs);
}
