import { isFinal, type WaitReason } from '../lib/core/job.ts';
import type { JobCommand, JobView } from '../lib/protocol/messages.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';

/** What a person can do with an upload. */
export interface UploadActions {
  onCommand(job: JobView, command: JobCommand): void;
  onRemove(job: JobView): void;
  onFileAgain(job: JobView, file: File): void;
  /** The host that stands in its way is being asked for: it is to be tried again once that is allowed. */
  onAllow(job: JobView, origin: string): void;
}

type NamedCommand = readonly [JobCommand, MessageKey];

const cancel: NamedCommand = ['cancel-requested', 'cancel'];
const pause: NamedCommand = ['pause-requested', 'pause'];

/** Where each has its place, the one that stops the upload comes last: a click that is late then does no other thing. */
function commandsOfWait(reason: WaitReason | undefined): readonly NamedCommand[] {
  switch (reason) {
    case 'undo':
      return [
        ['retry-requested', 'uploadNow'],
        ['cancel-requested', 'undo'],
      ];
    case 'known':
      return [['retry-requested', 'uploadAnyway'], cancel];
    case 'confirm':
      return [['retry-requested', 'upload'], cancel];
    case 'file':
      return [cancel];
    default:
      return [['retry-requested', 'retryNow'], pause, cancel];
  }
}

/** The commands that make sense in a state, each with the name of its button. */
function commandsOf(job: JobView): readonly NamedCommand[] {
  switch (job.state) {
    case 'staging':
    case 'queued':
    case 'starting':
    case 'uploading':
    case 'completing':
      return [pause, cancel];
    case 'waiting':
      return commandsOfWait(job.waiting?.reason);
    case 'paused':
      return [['resume-requested', 'resume'], cancel];
    case 'failed':
      return job.canRetry ? [['retry-requested', 'retry']] : [];
    case 'verifying':
    case 'cancelling':
    case 'succeeded':
    case 'cancelled':
      return [];
  }
}

/** The buttons of a row. */
export function CommandButtons({
  job,
  onCommand,
  onRemove,
}: { job: JobView } & Pick<UploadActions, 'onCommand' | 'onRemove'>) {
  return (
    <>
      {commandsOf(job).map(([command, name]) => (
        <button key={command} type="button" onClick={() => onCommand(job, command)}>
          {t(name)}
        </button>
      ))}
      {isFinal(job.state) && (
        <button type="button" onClick={() => onRemove(job)}>
          {t('remove')}
        </button>
      )}
    </>
  );
}
