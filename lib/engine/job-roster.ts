import { isOver, type JobId, type UploadJob } from '../core/job.ts';
import { createEntry, isBusy, type JobEntry } from './job-entry.ts';
import { FINISHED_PAGE, type JobPlace } from './ports.ts';

/** The jobs that this process knows of: all that may still do something, and the newest of those that are over. */
export interface JobRoster {
  readonly entries: Map<JobId, JobEntry>;
  /** Those of them that may still do something: a long history costs nothing. */
  readonly active: Set<JobEntry>;
  /** Takes up what the journal gave as a page of jobs that are over. */
  addFinished(page: readonly UploadJob[]): void;
  /** A job is over: it is kept as long as it is among the newest. */
  retire(entry: JobEntry): void;
  /** Where older ones begin that only the journal has. */
  oldestFinished(): JobPlace | undefined;
  /** Whether the journal may hold older ones. */
  hasOlder(): boolean;
  /** Some were taken out of the journal, and this is known of it now. */
  knowOlder(hasThem: boolean): void;
}

export function createRoster(): JobRoster {
  const entries = new Map<JobId, JobEntry>();
  const active = new Set<JobEntry>();
  let limit = FINISHED_PAGE;
  let hasOlder = false;
  /** None that is over and newer than this is unknown here. */
  let reached: JobPlace | undefined;
  /** Older ones that a person had something done with: pages are still to be told how that ended. */
  const late = new Set<JobEntry>();

  function newestFirst(): readonly UploadJob[] {
    return [...entries.values()]
      .filter((entry) => isOver(entry.live.job.state) && !late.has(entry))
      .map(({ live }) => live.job)
      .sort(byAge);
  }

  function isBeyond(job: UploadJob, index: number): boolean {
    return index >= limit || (hasOlder && reached !== undefined && byAge(reached, job) < 0);
  }

  function forget(entry: JobEntry): void {
    const { id, state } = entry.live.job;
    // One that is just being given a command has to be found by the next, such as that to undo it.
    if (entries.get(id) === entry && isOver(state) && !isBusy(entry)) entries.delete(id);
  }

  function keepLate(entry: JobEntry): void {
    late.add(entry);
    const [first] = late;
    if (late.size <= FINISHED_PAGE || first === undefined) return;
    late.delete(first);
    forget(first);
  }

  return {
    entries,
    active,
    addFinished(page) {
      hasOlder = page.length === FINISHED_PAGE;
      reached = page.at(-1) ?? reached;
      for (const job of page) entries.set(job.id, createEntry(job));
      limit = Math.max(limit, newestFirst().length);
    },
    retire(entry) {
      active.delete(entry);
      late.delete(entry);
      const jobs = newestFirst();
      const beyond = jobs.filter(isBeyond);
      if (beyond.length === 0) return;
      hasOlder = true;
      reached = jobs.filter((job, index) => !isBeyond(job, index)).at(-1) ?? reached;
      for (const { id } of beyond) {
        const other = entries.get(id);
        if (other === entry) keepLate(entry);
        else if (other !== undefined) forget(other);
      }
    },
    oldestFinished: () => (hasOlder ? reached : undefined) ?? newestFirst().at(-1),
    hasOlder: () => hasOlder,
    knowOlder(hasThem) {
      hasOlder = hasThem;
    },
  };
}

/** Newest first. */
function byAge(a: JobPlace, b: JobPlace): number {
  return b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}
