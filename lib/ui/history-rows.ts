import {
  type HistoryQuery,
  isEverything,
  type Listed,
  type ListPlace,
  matcherOf,
  orderOf,
} from '../core/history-query.ts';
import type { JobView } from '../protocol/messages.ts';

/** What is known of a search through the uploads that are over. */
export interface FoundHistory {
  /** The query that it is the answer to; another one may be wanted by now. */
  readonly query: HistoryQuery;
  readonly jobs: readonly JobView[];
  readonly hasMore: boolean;
}

/** Uploads that are not over are all known to a page, and in no journal of those that are. */
export function needsSearch(query: HistoryQuery): boolean {
  return !isEverything(query) && query.state !== 'under-way';
}

/**
 * The uploads that are looked for among those of which a page is told and those that were found, in their order. While
 * there is more to be found, those that come after the last that was found are left out: others belong before them.
 */
export function historyRows(
  told: readonly JobView[],
  found: FoundHistory,
  query: HistoryQuery,
): readonly JobView[] {
  const [isWanted, compare] = [matcherOf(query), orderOf(query.sort)];
  const jobs = new Map([...found.jobs, ...told].map((job) => [job.id, job]));
  const rows = [...jobs.values()].filter((job) => isWanted(listedOf(job))).sort(compare);
  const last = found.hasMore && found.query === query ? found.jobs.at(-1) : undefined;
  return last === undefined ? rows : rows.filter((job) => compare(job, last) <= 0);
}

export function placeOf({ id, name, sizeBytes, createdAtMs }: JobView): ListPlace {
  return { id, name, sizeBytes, createdAtMs };
}

function listedOf(job: JobView): Listed {
  return job.file === undefined ? job : { ...job, url: job.file.url };
}
