import { isOver, type JobId, type UploadJob } from '../core/job.ts';
import type { JobEvent } from '../core/job-event.ts';
import { createBootTrial } from './boot-trial.ts';
import type { EnginePorts } from './engine-ports.ts';
import { createEntry, type JobEntry } from './job-entry.ts';
import type { JobRoster } from './job-roster.ts';
import type { JournalContents } from './ports.ts';

/** What is known of the journal once it has been read. */
export type RecoveredState = Pick<JournalContents, 'quarantined' | 'isReadOnly'>;

/** Reads the journal and takes up every job in it. @throws UploadError `storage` when it can't be opened */
export async function recoverJobs(
  { journal, blobs, clock }: EnginePorts,
  { entries, active, addFinished }: JobRoster,
  dispatch: (entry: JobEntry, event: JobEvent) => void,
): Promise<RecoveredState> {
  const { jobs, badBoots, ...state } = await journal.open();
  const staged = new Set(await blobs.list());
  // All of them first: a journal that is lost from now on is written again from what is known here.
  addFinished(jobs.filter((job) => isOver(job.state)));
  const unfinished = jobs.filter((job) => !isOver(job.state));
  for (const job of unfinished) entries.set(job.id, createEntry(job));
  const trial = state.isReadOnly ? undefined : await createBootTrial(journal, badBoots, unfinished);
  let leftOut = 0;
  for (const job of jobs) {
    if (isOver(job.state)) await clearBytes(job);
    else if (trial === undefined) await readParts(job);
    else if (!(await trial.attempt(job.id, () => takeUp(job)))) {
      entries.delete(job.id);
      leftOut += 1;
    }
  }
  await trial?.end();
  // Bytes of a job that was never committed, unless they may belong to one whose record can't be read.
  const isEverythingKnown = !state.isReadOnly && state.quarantined + leftOut === 0;
  if (isEverythingKnown) await removeStrays([...staged].filter((id) => !entries.has(id)));
  return { ...state, quarantined: state.quarantined + leftOut };

  /** One that is over is only shown. */
  async function clearBytes({ id }: UploadJob): Promise<void> {
    if (staged.has(id) && !state.isReadOnly) await blobs.remove(id).catch(() => undefined);
  }

  async function readParts(job: UploadJob): Promise<JobEntry> {
    const entry = createEntry(job, await journal.listParts(job.id));
    entry.progress.observe(entry.live, clock.nowMs());
    entries.set(job.id, entry);
    return entry;
  }

  async function takeUp(job: UploadJob): Promise<void> {
    const entry = await readParts(job);
    active.add(entry);
    dispatch(entry, { type: 'worker-woke', hasBytes: staged.has(job.id) });
  }

  async function removeStrays(ids: readonly JobId[]): Promise<void> {
    await Promise.allSettled(ids.map((id) => blobs.remove(id)));
  }
}
