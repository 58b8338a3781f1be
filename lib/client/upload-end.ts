import type { StoredFile, UploadJob, WaitingState } from '../core/job.ts';
import type { JobEventType } from '../core/job-event.ts';
import { fromPlainError, type PlainError, UploadError } from '../core/upload-error.ts';

/** How an upload ends for who awaits it. */
export type UploadEnd =
  | { readonly kind: 'stored'; readonly file: StoredFile }
  | { readonly kind: 'failed'; readonly error: UploadError };

/**
 * How a job has ended, or undefined while it is on its way. A promise has no row to show a wait in: what only a person,
 * a setting or hours could mend ends it.
 * @param lastEvent tells the step of an error that doesn't say its own
 */
export function endOf(job: UploadJob, lastEvent: JobEventType): UploadEnd | undefined {
  const { state } = job;
  switch (state.name) {
    case 'succeeded':
      return { kind: 'stored', file: state.file };
    case 'cancelled':
      return { kind: 'failed', error: new UploadError('cancelled', 'the upload was cancelled') };
    case 'failed':
      return { kind: 'failed', error: errorOf(state.error, lastEvent) };
    case 'waiting':
      return isHopeful(job, state)
        ? undefined
        : { kind: 'failed', error: errorOf(state.error ?? stillPending, lastEvent) };
    default:
      return undefined;
  }
}

/** A retry is scheduled, or the answer to complete is still a matter of minutes. */
function isHopeful({ rung }: UploadJob, { reason, error }: WaitingState): boolean {
  return reason === 'backoff' || (reason === 'provider' && error === undefined && rung === 0);
}

const stillPending: PlainError = {
  code: 'timeout',
  message: 'Filestack is still assembling the file',
  details: { step: 'complete', mayBeStored: true },
};

const stepOfEvent: Partial<Record<JobEventType, string>> = {
  'staging-failed': 'stage',
  'start-failed': 'start',
  'part-failed': 'upload',
  'complete-failed': 'complete',
  'verify-failed': 'verify',
};

/** Answers that may have been lost after the file was stored. */
const uncertainCodes: readonly string[] = ['network', 'timeout', 'server', 'throttled'];

/** An error that says its step, and what the server said. */
function errorOf({ code, message, details }: PlainError, lastEvent: JobEventType): UploadError {
  const step = details.step ?? stepOfEvent[lastEvent];
  const isUncertain = step === 'complete' && uncertainCodes.includes(code);
  return fromPlainError({
    code,
    message: details.serverText === undefined ? message : `${message}: ${details.serverText}`,
    details: { ...details, ...(step !== undefined && { step }), ...(isUncertain && { mayBeStored: true }) },
  });
}
