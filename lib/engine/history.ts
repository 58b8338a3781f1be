import type { HistoryQuery, ListPlace } from '../core/history-query.ts';
import { isOver, type JobId, type UploadJob } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';
import { createEntry, isBusy, type JobEntry } from './job-entry.ts';
import type { JobRoster } from './job-roster.ts';
import type { HistoryLimits, Journal } from './ports.ts';
import { searchHistory } from './search-history.ts';

/** The jobs that are over, of which the memory of this process has only the newest. */
export interface JobHistory {
  /** A page of those that are looked for. Rejects with `UploadError` `storage`. */
  search(
    query: HistoryQuery,
    after?: ListPlace,
  ): Promise<{ readonly jobs: readonly JobView[]; readonly hasMore: boolean }>;
  /** One of them; undefined when there is none of this id, or it is not over. */
  find(id: JobId): Promise<UploadJob | undefined>;
  /** Forgets those that are beyond the limits, and no other: what may still do something stays. @returns how many */
  clean(limits: HistoryLimits): Promise<number>;
}

/** @param onChange what pages show has changed */
export function createJobHistory(
  journal: Journal,
  { entries, oldestFinished, knowOlder }: JobRoster,
  view: (entry: JobEntry) => JobView,
  onChange: () => void,
): JobHistory {
  const isFree = (id: JobId) => {
    const entry = entries.get(id);
    return entry === undefined || (!isBusy(entry) && isOver(entry.live.job.state));
  };

  async function clean(limits: HistoryLimits): Promise<number> {
    let count = 0;
    while (true) {
      const ids = (await journal.listOutdated(limits)).filter(isFree);
      if (ids.length === 0) break;
      const known = ids.flatMap((id) => entries.get(id) ?? []);
      // First, so that no command reaches what is being forgotten.
      for (const id of ids) entries.delete(id);
      try {
        await journal.commit(ids.map((jobId) => ({ type: 'remove-job', jobId })));
      } catch (thrown) {
        // They are still there.
        for (const entry of known) entries.set(entry.live.job.id, entry);
        throw thrown;
      }
      count += ids.length;
    }
    if (count === 0) return 0;
    knowOlder((await journal.listFinished(oldestFinished())).length > 0);
    onChange();
    return count;
  }

  return {
    async search(query, after) {
      const { jobs, hasMore } = await searchHistory(journal, query, after);
      return { jobs: jobs.map((job) => view(entries.get(job.id) ?? createEntry(job))), hasMore };
    },

    async find(id) {
      const known = entries.get(id)?.live.job;
      if (known === undefined) return await journal.readFinished(id);
      return isOver(known.state) ? known : undefined;
    },

    clean,
  };
}
