import { afterFailure } from './failure-step.ts';
import type { JobEffect, JobEvent } from './job-event.ts';
import type { LiveJob, Step } from './live-job.ts';
import { returnPart } from './part-progress.ts';
import { decideRetry } from './retry-policy.ts';
import { fail, unchanged, wait } from './transitions.ts';
import type { PlainError } from './upload-error.ts';

// What becomes of a job when one attempt has failed: the same again after a while, or the policy of the error.

type PartFailed = Extract<JobEvent, { type: 'part-failed' }>;

/** One part has failed: it is sent again by the retry policy, while the others go on. */
export function partFailed(live: LiveJob, event: PartFailed, nowMs: number, random: number): Step {
  const part = live.parts.inFlight.find(({ partNumber }) => partNumber === event.partNumber);
  if (part === undefined) return unchanged(live);
  const failures = Math.max(part.failures, live.failuresBefore) + 1;
  const decision = decide(live, event.error, failures, random);
  const slowDown: readonly JobEffect[] = event.error.code === 'throttled' ? [{ type: 'slow-down' }] : [];
  const returned = returnPart(live.parts, { ...part, failures, dueMs: nowMs });
  if (decision.kind === 'retry') {
    const notBeforeMs = nowMs + decision.delayMs;
    const parts = returnPart(live.parts, { ...part, failures, dueMs: notBeforeMs });
    const counted = countRetry(live, event.error, failures, notBeforeMs);
    return { live: { ...counted, parts }, effects: [{ type: 'save-job' }, ...slowDown] };
  }
  const stopped = { ...live, parts: returned };
  const { live: next, effects } =
    decision.kind === 'wait'
      ? wait(stopped, 'provider', { untilMs: nowMs + decision.delayMs, error: event.error })
      : afterFailure(stopped, event.error, nowMs);
  return { live: next, effects: [...slowDown, ...effects] };
}

/** Start or complete has failed: it waits visibly, since nothing else of the job goes on. */
export function controlFailed(live: LiveJob, error: PlainError, nowMs: number, random: number): Step {
  const failures = live.job.failures + 1;
  const decision = decide(live, error, failures, random);
  if (decision.kind === 'stop') {
    return afterFailure({ ...live, job: { ...live.job, failures: 0 } }, error, nowMs);
  }
  const reason = decision.kind === 'wait' ? 'provider' : 'backoff';
  const untilMs = nowMs + decision.delayMs;
  return wait(countRetry(live, error, failures, untilMs), reason, { untilMs, error });
}

/** A file may be given again, the disk be read at another time, and a picture asked for again; anything else is lost. */
export function stagingFailed(live: LiveJob, error: PlainError, nowMs: number, random: number): Step {
  const { step = '' } = error.details;
  return error.code === 'storage' || ['read', 'stage', 'attach', 'capture'].includes(step)
    ? controlFailed(live, error, nowMs, random)
    : fail(live, error, false, nowMs);
}

/** On the ladder one failure is enough for the next rung: a burst of retries has been before. */
function decide({ job }: LiveJob, error: PlainError, failures: number, random: number) {
  const { retryOptions } = job.options;
  const failure = { code: error.code, retryAfterMs: error.details.retryAfterMs };
  const retry = job.rung > 0 && error.code === 'network' ? retryOptions.retries + 1 : failures;
  return decideRetry(failure, retry, retryOptions, random);
}

function countRetry(live: LiveJob, error: PlainError, failures: number, notBeforeMs: number): LiveJob {
  const { job } = live;
  return {
    ...live,
    lastFailure: error,
    job: { ...job, retries: job.retries + 1, failures: Math.max(job.failures, failures), notBeforeMs },
  };
}
