import type { JobCommand } from '../protocol/messages.ts';
import type { UploadControls } from './upload-options.ts';

/** Commands of a caller, kept until there is a job to give them to. */
export interface CommandLine {
  readonly controls: UploadControls;
  /** From now on commands go there, those that were kept first. */
  connect(send: (command: JobCommand) => void): void;
}

export function createCommandLine(): CommandLine {
  const kept: JobCommand[] = [];
  let give = (command: JobCommand): void => void kept.push(command);
  return {
    controls: {
      pause: () => give('pause-requested'),
      resume: () => give('resume-requested'),
      cancel: () => give('cancel-requested'),
    },
    connect(send) {
      give = send;
      for (const command of kept.splice(0)) send(command);
    },
  };
}
