import type { CaptureNote, KnownFile, StoredFile, StoredPart, UploadSession } from './job.ts';
import type { PartPlan } from './part-plan.ts';
import type { Treatment } from './picture-options.ts';
import type { Place } from './place-file.ts';
import type { PlainError } from './upload-error.ts';

/** Everything that can happen to a job. Errors travel as plain data. */
export type JobEvent =
  | {
      readonly type: 'blob-staged';
      readonly source: 'staged' | 'live';
      readonly mimetype: string;
      readonly plan: PartPlan;
      /** Learned with the bytes: another name than the job began with. */
      readonly name?: string;
      readonly note?: CaptureNote;
      /** What has the same bytes and was stored at the same place before. */
      readonly known?: KnownFile;
      readonly place?: Place;
      readonly treatments?: readonly Treatment[];
    }
  | { readonly type: 'staging-failed'; readonly error: PlainError }
  /** The scheduler has room for one more request of this job. */
  | { readonly type: 'slot-granted' }
  | { readonly type: 'upload-started'; readonly session: UploadSession; readonly destinationKey?: string }
  | { readonly type: 'start-failed'; readonly error: PlainError }
  | { readonly type: 'part-stored'; readonly part: StoredPart }
  | { readonly type: 'part-failed'; readonly partNumber: number; readonly error: PlainError }
  /** 202: the provider is still assembling. */
  | { readonly type: 'complete-accepted' }
  | { readonly type: 'upload-completed'; readonly file: StoredFile }
  | { readonly type: 'complete-failed'; readonly error: PlainError }
  | { readonly type: 'verified' }
  | { readonly type: 'verify-failed'; readonly error: PlainError }
  | { readonly type: 'abort-finished' }
  | { readonly type: 'timer-fired' }
  | { readonly type: 'went-offline' }
  | { readonly type: 'went-online' }
  | { readonly type: 'settings-changed' }
  | { readonly type: 'permission-granted' }
  /** Unless it is proven to be the same file, nothing of it may stand beside what was sent. */
  | { readonly type: 'file-attached'; readonly isProven: boolean }
  /** The journal could not be written. What was to be saved has not happened. */
  | { readonly type: 'save-failed'; readonly error: PlainError }
  | { readonly type: 'pause-requested' }
  | { readonly type: 'resume-requested' }
  | { readonly type: 'cancel-requested' }
  | { readonly type: 'retry-requested' }
  /** The stored file is to be deleted, after a moment in which that can be undone. */
  | { readonly type: 'removal-requested' }
  | { readonly type: 'removal-undo-requested' }
  | { readonly type: 'file-removed' }
  | { readonly type: 'removal-failed'; readonly error: PlainError }
  /** The process is new: nothing is in flight. */
  | { readonly type: 'worker-woke'; readonly hasBytes: boolean };

export type JobEventType = JobEvent['type'];

/** What is to be done, in this order. What is saved is committed before anything after it begins. */
export type JobEffect =
  | { readonly type: 'save-job' }
  | { readonly type: 'save-part'; readonly part: StoredPart }
  /** Forgets the stored parts of an upload that is begun anew. */
  | { readonly type: 'clear-parts' }
  | { readonly type: 'stage-file' }
  | { readonly type: 'start-upload' }
  | { readonly type: 'upload-part'; readonly partNumber: number }
  | { readonly type: 'complete-upload' }
  | { readonly type: 'verify'; readonly file: StoredFile }
  /** Drops every request under way; what they answer is not heard any more. Staging goes on. */
  | { readonly type: 'cancel-in-flight' }
  | { readonly type: 'cancel-staging' }
  | { readonly type: 'abort-upload' }
  | { readonly type: 'release-blob' }
  /** Deletes the stored file. */
  | { readonly type: 'remove-file'; readonly file: StoredFile }
  /** The server asked for less: fewer requests at once for its host. */
  | { readonly type: 'slow-down' }
  | { readonly type: 'notify' };

export type JobEffectType = JobEffect['type'];
