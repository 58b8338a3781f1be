import type { HistoryQuery, ListPlace } from '../core/history-query.ts';
import type { JobView } from '../protocol/messages.ts';
import { createEntry, type JobEntry } from './job-entry.ts';
import type { JobRoster } from './job-roster.ts';
import type { Journal } from './ports.ts';
import { searchHistory } from './search-history.ts';

/** The jobs that are over, of which the memory of this process has only the newest. */
export interface JobHistory {
  /** A page of those that are looked for. Rejects with `UploadError` `storage`. */
  search(
    query: HistoryQuery,
    after?: ListPlace,
  ): Promise<{ readonly jobs: readonly JobView[]; readonly hasMore: boolean }>;
}

export function createJobHistory(
  journal: Journal,
  { entries }: JobRoster,
  view: (entry: JobEntry) => JobView,
): JobHistory {
  return {
    async search(query, after) {
      const { jobs, hasMore } = await searchHistory(journal, query, after);
      return { jobs: jobs.map((job) => view(entries.get(job.id) ?? createEntry(job))), hasMore };
    },
  };
}
