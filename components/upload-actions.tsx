import { isFinal, type WaitReason } from '../lib/core/job.ts';
import type { JobCommand, JobView } from '../lib/protocol/messages.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import type { IconName } from './icons.ts';

/** What a person can do with an upload. */
export interface UploadActions {
  onCommand(job: JobView, command: JobCommand): void;
  onRemove(job: JobView): void;
  onFileAgain(job: JobView, file: File): void;
  /** It is over, and is to be uploaded once more; the file is absent where it has an address. */
  onAgain(job: JobView, file?: File): void;
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

function commandsOfStored({ removal, canRemove = false }: JobView): readonly NamedCommand[] {
  switch (removal?.stage) {
    case 'scheduled':
      return [['removal-undo-requested', 'undoDeletion', 'undo']];
    case 'failed':
      return [['removal-requested', 'deleteFileAgain', 'retry']];
    case 'under-way':
    case 'done':
      return [];
    case undefined:
      return canRemove ? [['removal-requested', 'deleteFile', 'trash']] : [];
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
    case 'succeeded':
      return commandsOfStored(job);
    case 'verifying':
    case 'cancelling':
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
        <button
          key={keyOf(command)}
          type="button"
          {...(name === 'deleteFile' && iconAlone(t(name)))}
          onClick={({ detail }) => {
            // The second click of a double click on what was here before.
            if (command !== 'removal-undo-requested' || detail <= 1) onCommand(job, command);
          }}
        >
          <Icon name={icon} />
          {name !== 'deleteFile' && t(name)}
        </button>
      ))}
      {isFinal(job.state) && !isLeaving(job) && (
        <span class="upload-remove">
          <IconButton icon="x" label={t('remove')} onClick={() => onRemove(job)} />
        </span>
      )}
    </>
  );
}

/** Of what stands at the end of the line beside the button that removes the row. */
const iconAlone = (label: string) => ({
  class: 'quiet icon-button upload-delete',
  'aria-label': label,
  title: label,
});

/** Deleting and taking that back are one button, which keeps the focus. */
function keyOf(command: JobCommand): string {
  return command === 'removal-undo-requested' ? 'removal-requested' : command;
}

/** Its file is about to be deleted: as long as that is so, its row stays. */
function isLeaving({ removal }: JobView): boolean {
  return removal?.stage === 'scheduled' || removal?.stage === 'under-way';
}
