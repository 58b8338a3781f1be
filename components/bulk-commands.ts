import type { JobCommand, JobView } from '../lib/protocol/messages.ts';
import { isOverView } from '../lib/ui/is-over.ts';
import type { MessageKey } from '../lib/ui/translate.ts';
import type { IconName } from './icons.ts';
import { commandsOf } from './upload-actions.tsx';

/** What can be done with many uploads at once. */
export interface BulkCommand {
  readonly label: MessageKey;
  readonly icon: IconName;
  readonly command: JobCommand | 'remove';
  /** Whether it makes sense for an upload. */
  isFor(job: JobView): boolean;
}

/** What asks a question of its own, such as whether to upload something large, is answered for each upload by itself. */
function hasButton(...labels: readonly MessageKey[]): (job: JobView) => boolean {
  return (job) => commandsOf(job).some(([, label]) => labels.includes(label));
}

/** A failed one that may be tried again as well. */
function isRemovable(job: JobView): boolean {
  return isOverView(job) || job.canRetry;
}

export const bulkCommands: readonly BulkCommand[] = [
  { label: 'pauseSelected', icon: 'pause', command: 'pause-requested', isFor: hasButton('pause') },
  { label: 'resumeSelected', icon: 'play', command: 'resume-requested', isFor: hasButton('resume') },
  {
    label: 'retrySelected',
    icon: 'retry',
    command: 'retry-requested',
    isFor: hasButton('retry', 'retryNow'),
  },
  {
    label: 'cancelSelected',
    icon: 'circleX',
    command: 'cancel-requested',
    isFor: hasButton('cancel', 'undo'),
  },
  { label: 'removeSelected', icon: 'x', command: 'remove', isFor: isRemovable },
  {
    label: 'deleteSelected',
    icon: 'trash',
    command: 'removal-requested',
    isFor: hasButton('deleteFile', 'deleteFileAgain'),
  },
  {
    label: 'undoDeletionSelected',
    icon: 'undo',
    command: 'removal-undo-requested',
    isFor: hasButton('undoDeletion'),
  },
];
