import { type HistoryQuery, type Listed, type ListPlace, matcherOf, orderOf } from '../core/history-query.ts';
import type { UploadJob } from '../core/job.ts';
import { HISTORY_PAGE } from '../protocol/messages.ts';
import { FINISHED_PAGE, type JobPlace, type Journal } from './ports.ts';

/** A page of what was looked for. */
export interface FoundJobs {
  /** At most `HISTORY_PAGE`, in the order that was asked for. */
  readonly jobs: readonly UploadJob[];
  readonly hasMore: boolean;
}

/**
 * Looks through the jobs that are over, a page of the journal at a time: never more of them are in memory than two pages
 * and what was found. In the order of the journal, it ends as soon as a page was found; in any other it has to see all.
 * @param after the last of the page before
 */
export async function searchHistory(
  journal: Pick<Journal, 'listFinished'>,
  query: HistoryQuery,
  after?: ListPlace,
): Promise<FoundJobs> {
  const [isWanted, compare] = [matcherOf(query), orderOf(query.sort)];
  const isInOrder = query.sort === 'newest';
  const found: UploadJob[] = [];
  for await (const page of pagesOf(journal, isInOrder ? after : undefined, query.sinceMs)) {
    for (const job of page) {
      if (isWanted(listedOf(job)) && (after === undefined || compare(after, job) < 0)) found.push(job);
    }
    // One more than a page shows that there are more.
    if (found.length <= HISTORY_PAGE) continue;
    if (!isInOrder) found.sort(compare);
    found.length = HISTORY_PAGE + 1;
    if (isInOrder) break;
  }
  return {
    jobs: found.toSorted(compare).slice(0, HISTORY_PAGE),
    hasMore: found.length > HISTORY_PAGE,
  };
}

/** The journal from a place on, as far back as is asked for. */
async function* pagesOf(
  journal: Pick<Journal, 'listFinished'>,
  after: JobPlace | undefined,
  sinceMs = Number.NEGATIVE_INFINITY,
): AsyncGenerator<readonly UploadJob[]> {
  let last = after;
  while (true) {
    const page = await journal.listFinished(last);
    yield page;
    last = page.at(-1);
    if (last === undefined || page.length < FINISHED_PAGE || last.createdAtMs < sinceMs) return;
  }
}

function listedOf(job: UploadJob): Listed {
  const { state, ...facts } = job;
  return {
    ...facts,
    state: state.name,
    ...(state.name === 'succeeded' && { url: state.file.url }),
  };
}
