import type { HistoryQuery, ListPlace } from '../core/history-query.ts';
import type { JobView } from '../protocol/messages.ts';
import { createEntry } from './job-entry.ts';
import type { JobRoster } from './job-roster.ts';
import { viewOfJob } from './job-view.ts';
import type { Clock, Journal } from './ports.ts';
import { searchHistory } from './search-history.ts';

/** The jobs that are over, of which the memory of this process has only the newest. */
export interface JobHistory {
  /** A page of those that are looked for. Rejects with `UploadError` `storage`. */
  search(
    query: HistoryQuery,
    after?: ListPlace,
  ): Promise<{ readonly jobs: readonly JobView[]; readonly hasMore: boolean }>;
}

export function createJobHistory(journal: Journal, { entries }: JobRoster, clock: Clock): JobHistory {
  return {
    async search(query, after) {
      const { jobs, hasMore } = await searchHistory(journal, query, after);
      const views = jobs.map((job) => viewOfJob(entries.get(job.id) ?? createEntry(job), clock.nowMs()));
      return { jobs: views, hasMore };
    },
  };
}
