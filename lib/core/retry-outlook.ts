import type { LiveJob } from './live-job.ts';
import { mostTries } from './retry-policy.ts';
import type { PlainError } from './upload-error.ts';
import { hasCome, LONGEST_RETRY_AFTER_MS } from './wait-ladder.ts';

/** A try after a failure: which of how many, and why there is one. */
export interface RetryOutlook {
  /** From 2, of how many in a row with the first; absent where bytes that were stored since have begun a new count. */
  readonly tries?: { readonly number: number; readonly total: number };
  /** When it begins; absent once it has. */
  readonly untilMs?: number;
  /** What the try before failed of, where this process has seen it. */
  readonly error?: PlainError;
}

/**
 * The try that a job is at, when attempts of it have failed since bytes were last stored. Undefined when none has, while
 * other parts of it go on, and while it waits for something else than its next try.
 */
export function retryOutlook(live: LiveJob, nowMs: number): RetryOutlook | undefined {
  const { job, lastFailure } = live;
  const failed = job.state.name === 'uploading' ? failedPart(live) : failedCall(job);
  if (failed === undefined) return undefined;
  const { failures, dueMs } = failed;
  const total = mostTries(lastFailure?.code, job.options.retryOptions);
  const isAhead = dueMs !== undefined && !hasCome(dueMs, nowMs, LONGEST_RETRY_AFTER_MS);
  if (failures === 0 && !isAhead) return undefined;
  return {
    ...(failures > 0 && failures < total && { tries: { number: failures + 1, total } }),
    ...(isAhead && { untilMs: dueMs }),
    ...(lastFailure !== undefined && { error: lastFailure }),
  };
}

interface Failed {
  readonly failures: number;
  readonly dueMs?: number;
}

/** Start or complete, which are all that a job does then. */
function failedCall({ state, failures, notBeforeMs }: LiveJob['job']): Failed | undefined {
  const isTrying = ['queued', 'starting', 'completing'].includes(state.name);
  const isNext = state.name === 'waiting' && state.reason === 'backoff';
  if (failures === 0 || !(isTrying || isNext)) return undefined;
  return { failures, ...(notBeforeMs !== undefined && { dueMs: notBeforeMs }) };
}

/** The part that has failed most, when no other is on its way. */
function failedPart({ parts: { inFlight, returned }, failuresBefore }: LiveJob): Failed | undefined {
  if (inFlight.some(({ failures }) => failures === 0)) return undefined;
  const [worst] = [...inFlight, ...returned].sort((one, other) => other.failures - one.failures);
  return worst && { ...worst, failures: Math.max(worst.failures, failuresBefore) };
}
