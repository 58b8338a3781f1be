import { isOver, type JobId, type UploadJob } from '../core/job.ts';
import type { JobEvent } from '../core/job-event.ts';
import { recoverProgress } from '../core/part-progress.ts';
import type { EnginePorts } from './engine-ports.ts';
import { createEntry, type JobEntry } from './job-entry.ts';
import type { JobRoster } from './job-roster.ts';
import type { JournalContents } from './ports.ts';

/** What is known of the journal once it has been read. */
export type RecoveredState = Pick<JournalContents, 'quarantined' | 'isReadOnly'>;

/** Reads the journal and takes up every job in it. @throws UploadError `storage` when it can't be opened */
export async function recoverJobs(
  { journal, blobs }: EnginePorts,
  { entries, active, addFinished }: JobRoster,
  dispatch: (entry: JobEntry, event: JobEvent) => void,
): Promise<RecoveredState> {
  const { jobs, ...state } = await journal.open();
  const staged = new Set(await blobs.list());
  addFinished(jobs.filter(({ state }) => isOver(state)));
  let unreadable = 0;
  for (const job of jobs) {
    try {
      await recoverJob(job, staged.has(job.id));
    } catch {
      // One job that can't be read again must not keep the others from going on.
      unreadable += 1;
    }
  }
  // Bytes of a job that was never committed, unless they may belong to one whose record can't be read.
  const isEverythingKnown = !state.isReadOnly && state.quarantined + unreadable === 0;
  if (isEverythingKnown) await removeStrays([...staged].filter((id) => !entries.has(id)));
  return { ...state, quarantined: state.quarantined + unreadable };

  /** One that is over is only shown, and its bytes are cleared away. */
  async function recoverJob(job: UploadJob, hasBytes: boolean): Promise<void> {
    if (isOver(job.state)) {
      if (hasBytes && !state.isReadOnly) await blobs.remove(job.id).catch(() => undefined);
      return;
    }
    const entry = createEntry(job, recoverProgress(await journal.listParts(job.id)));
    entries.set(job.id, entry);
    if (state.isReadOnly) return;
    active.add(entry);
    dispatch(entry, { type: 'worker-woke', hasBytes });
  }

  async function removeStrays(ids: readonly JobId[]): Promise<void> {
    await Promise.allSettled(ids.map((id) => blobs.remove(id)));
  }
}
