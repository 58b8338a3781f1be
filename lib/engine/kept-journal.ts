import { UploadError } from '../core/upload-error.ts';
import { ladderDelayMs } from '../core/wait-ladder.ts';
import type { JobRoster } from './job-roster.ts';
import { type Clock, type Journal, type JournalChange, JournalFenced, JournalLost } from './ports.ts';

/** Everything that this process knows to be committed: every job, and the stored parts of those that still need them. */
export function committedChanges({ entries }: JobRoster): readonly JournalChange[] {
  return [...entries.values()].flatMap(({ live: { job }, stored }): readonly JournalChange[] => [
    { type: 'save-job', job },
    ...[...stored.values()].map((part) => ({ type: 'save-part', jobId: job.id, part }) as const),
  ]);
}

export interface KeptJournal extends Journal {
  /** A commit has failed, and nothing has shown since that the journal is still there. */
  isInDoubt(): boolean;
}

/**
 * A journal that is written again from memory when the browser has lost it, before anything else is done with it. After
 * a commit that failed it is looked at again until that is known: as long as this process lives, nothing is lost.
 * @param everything what was committed until now; asked for only when it is needed
 * @param onCertain the journal is not in doubt any more
 */
export function createKeptJournal(
  journal: Journal,
  clock: Clock,
  everything: () => readonly JournalChange[],
  onCertain: () => void,
): KeptJournal {
  let restoring: Promise<void> | undefined;
  let isInDoubt = false;
  let checks = 0;
  /** A newer version's is not written, and not kept for it. */
  let isReadOnly = false;

  /** Once for all that have seen the loss together. */
  function restore(): Promise<void> {
    restoring ??= journal.restore(everything()).finally(() => {
      restoring = undefined;
    });
    return restoring;
  }

  async function kept<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (thrown) {
      if (!(thrown instanceof JournalLost)) throw thrown;
    }
    await restore();
    try {
      return await ask();
    } catch (thrown) {
      if (!(thrown instanceof JournalLost)) throw thrown;
      // Lost twice in a row: the disk is no place to keep anything now.
      throw new UploadError('storage', 'the browser loses what it is given', { step: 'save' }, thrown);
    }
  }

  async function commit(changes: readonly JournalChange[]): Promise<void> {
    try {
      await kept(() => journal.commit(changes));
    } catch (thrown) {
      if (!(thrown instanceof JournalFenced)) doubt();
      throw thrown;
    }
  }

  function doubt(): void {
    if (isInDoubt || isReadOnly) return;
    isInDoubt = true;
    clock.schedule(ladderDelayMs(checks), () => void check());
    checks += 1;
  }

  async function check(): Promise<void> {
    isInDoubt = false;
    const isThere = await commit([]).then(
      () => true,
      () => false,
    );
    if (!isThere) return;
    checks = 0;
    onCertain();
  }

  return {
    async open() {
      const contents = await journal.open();
      ({ isReadOnly } = contents);
      return contents;
    },
    restore: (changes) => journal.restore(changes),
    commit,
    listParts: (jobId) => kept(() => journal.listParts(jobId)),
    listFinished: journal.listFinished,
    findStored: journal.findStored,
    readFinished: journal.readFinished,
    listOutdated: journal.listOutdated,
    isInDoubt: () => isInDoubt,
  };
}
