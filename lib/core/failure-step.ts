import type { LiveJob, Step } from './live-job.ts';
import { fail, restart, wait, waitOnLadder } from './transitions.ts';
import type { PlainError } from './upload-error.ts';
import { UNREACHABLE_LIMIT_MS } from './wait-ladder.ts';

/** How often an upload is begun anew by itself when the server has dropped it. */
const MAX_RESTARTS = 1;

/**
 * What becomes of a job when an attempt has failed and is not simply repeated: one policy for each error code.
 * What a person, a setting or the world can mend is waited for; the rest fails, with the choice to try again.
 */
export function afterFailure(live: LiveJob, error: PlainError, nowMs: number): Step {
  const { job } = live;
  switch (error.code) {
    case 'offline':
    case 'network': {
      const isTooLong = nowMs - (job.troubleSinceMs ?? nowMs) >= UNREACHABLE_LIMIT_MS;
      const wantsNoRetry = job.options.retryOptions.retries === 0 && error.code === 'network';
      if (isTooLong || wantsNoRetry) return fail(live, error, true, nowMs);
      return waitOnLadder(live, 'offline', nowMs, error);
    }
    case 'auth':
      return wait(live, 'credentials', { error });
    case 'etag-hidden':
      return wait(live, 'permission', { error });
    case 'storage':
      return waitOnLadder(live, 'disk', nowMs, error);
    case 'upload-gone': {
      // Complete may have been carried out before its answer was lost: never silently store the file twice.
      if (job.completeAsks > 1) {
        return fail(live, mayBeStored(error), true, nowMs);
      }
      return job.restarts < MAX_RESTARTS ? restart(live, nowMs) : fail(live, error, true, nowMs);
    }
    case 'source-gone':
      // A file can be given again: it is taken when what was sent of it is the same in it. What is of the web can be
      // asked for again.
      if (error.details.step === 'capture') return fail(live, error, mayBeAskedAgain(live, error), nowMs);
      return error.details.step === 'attach' ? wait(live, 'file') : wait(live, 'file', { error });
    case 'limit':
      return fail(live, error, false, nowMs);
    case 'rejected': {
      const isUncertain = error.details.step === 'complete' && job.completeAsks > 1;
      return fail(live, isUncertain ? mayBeStored(error) : error, true, nowMs);
    }
    case 'cancelled':
    case 'clock-skew':
    case 'integrity':
    case 'interrupted':
    case 'protocol':
    case 'server':
    case 'throttled':
    case 'timeout':
    case 'unexpected':
    case 'url-expired':
      return fail(live, error, true, nowMs);
  }
}

function mayBeAskedAgain({ job }: LiveJob, { details }: PlainError): boolean {
  const isForbidden = details.capture === 'address' || details.capture === 'private-address';
  return job.webSource !== undefined && !isForbidden;
}

/** Complete was asked before, and may have been carried out although no answer came. */
function mayBeStored(error: PlainError): PlainError {
  return { ...error, details: { ...error.details, mayBeStored: true } };
}

/** Whether "Try again" must begin anew, since going on with the same upload id would fail the same way. */
export function mustRestart({ code, details }: PlainError): boolean {
  return (
    code === 'upload-gone' || (details.step === 'complete' && (code === 'integrity' || code === 'rejected'))
  );
}
