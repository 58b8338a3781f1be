import type { HistoryQuery } from '../core/history-query.ts';
import type { JobView } from '../protocol/messages.ts';
import type { BackgroundClient } from './background-client.ts';
import { historyRows, placeOf } from './history-rows.ts';
import { isOverView } from './is-over.ts';

/**
 * All uploads that are looked for, newest first, page by page: those that are not over as a page was `told` of them,
 * then those of the journal. Rejects when the journal can't be read.
 */
export async function* historyPages(
  client: Pick<BackgroundClient, 'send'>,
  query: HistoryQuery,
  told: readonly JobView[],
): AsyncGenerator<readonly JobView[]> {
  const newest: HistoryQuery = { ...query, sort: 'newest' };
  const unfinished = told.filter((job) => !isOverView(job));
  yield historyRows(unfinished, { query: newest, jobs: [], hasMore: false }, newest);
  let last: JobView | undefined;
  while (true) {
    const after = last === undefined ? {} : { after: placeOf(last) };
    const reply = await client.send({ type: 'search-history', query: newest, ...after });
    if (reply.kind !== 'history') throw new Error('the history can’t be read');
    yield reply.jobs;
    last = reply.jobs.at(-1);
    if (!reply.hasMore) return;
  }
}
