import { isOver, type JobId, type UploadJob } from '../core/job.ts';
import { createEntry, type JobEntry } from './job-entry.ts';
import { FINISHED_PAGE } from './ports.ts';

/** The jobs that this process knows of: all that may still do something, and the newest of those that are over. */
export interface JobRoster {
  readonly entries: Map<JobId, JobEntry>;
  /** Those of them that may still do something: a long history costs nothing. */
  readonly active: Set<JobEntry>;
  /** Takes up what the journal gave as a page of jobs that are over. */
  addFinished(page: readonly UploadJob[]): void;
  /** A job is over: it is kept as long as it is among the newest. */
  retire(entry: JobEntry): void;
  oldestFinished(): UploadJob | undefined;
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

  function newestFirst(): readonly UploadJob[] {
    const jobs = [...entries.values()].map(({ live }) => live.job).filter(({ state }) => isOver(state));
    return jobs.sort((a, b) => b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1));
  }

  return {
    entries,
    active,
    addFinished(page) {
      hasOlder = page.length === FINISHED_PAGE;
      for (const job of page) entries.set(job.id, createEntry(job));
      limit = Math.max(limit, newestFirst().length);
    },
    retire(entry) {
      active.delete(entry);
      for (const { id } of newestFirst().slice(limit)) {
        entries.delete(id);
        hasOlder = true;
      }
    },
    oldestFinished: () => newestFirst().at(-1),
    hasOlder: () => hasOlder,
    knowOlder(hasThem) {
      hasOlder = hasThem;
    },
  };
}
