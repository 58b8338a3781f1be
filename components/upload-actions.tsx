import { isFinal, type WaitReason } from '../lib/core/job.ts';
import type { JobCommand, JobView } from '../lib/protocol/messages.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

/** What a person can do with an upload. */
export interface UploadActions {
  onCommand(job: JobView, command: JobCommand): void;
  onRemove(job: JobView): void;
  onFileAgain(job: JobView, file: File): void;
  /** The host that stands in its way is being asked for: it is to be tried again once that is allowed. */
  onAllow(job: JobView, origin: string): void;
  /** What stands in its way can be mended in the options. */
  onOpenOptions(): void;
}

type NamedCommand = readonly [JobCommand, MessageKey, IconName];

const cancel: NamedCommand = ['cancel-requested', 'cancel', 'x'];
const pause: NamedCommand = ['pause-requested', 'pause', 'pause'];

/** Where each has its place, the one that stops the upload comes last: a click that is late then does no other thing. */
function commandsOfWait(reason: WaitReason | undefined): readonly NamedCommand[] {
  switch (reason) {
    case 'undo':
      return [
        ['retry-requested', 'uploadNow', 'upload'],
        ['cancel-requested', 'undo', 'undo'],
      ];
    case 'known':
      return [['retry-requested', 'uploadAnyway', 'upload'], cancel];
    case 'confirm':
      return [['retry-requested', 'upload', 'upload'], cancel];
    case 'file':
      return [cancel];
    default:
      return [['retry-requested', 'retryNow', 'retry'], pause, cancel];
  }
}

/** The commands that make sense in a state, each with the name of its button. */
export function commandsOf(job: JobView): readonly NamedCommand[] {
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
      return [['resume-requested', 'resume', 'play'], cancel];
    case 'failed':
      return job.canRetry ? [['retry-requested', 'retry', 'retry']] : [];
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
      {commandsOf(job).map(([command, name, icon]) => (
        <button key={command} type="button" onClick={() => onCommand(job, command)}>
          <Icon name={icon} />
          {t(name)}
        </button>
      ))}
      {isFinal(job.state) && (
        <button type="button" class="quiet" onClick={() => onRemove(job)}>
          <Icon name="x" />
          {t('remove')}
        </button>
      )}
    </>
  );
}
