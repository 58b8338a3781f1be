import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { everything, type HistoryQuery } from '../lib/core/history-query.ts';
import type { JobId } from '../lib/core/job.ts';
import type { JobView } from '../lib/protocol/messages.ts';
import type { BackgroundClient } from '../lib/ui/background-client.ts';
import { type FoundHistory, historyRows, needsSearch, placeOf } from '../lib/ui/history-rows.ts';
import { createLatestOnly } from '../lib/ui/latest-only.ts';

/** Typing pauses for that long before the journal is looked through. */
const PAUSE_MS = 150;

/** Rows that are shown at first, and with every wish for more. */
const PAGE = 50;

export interface HistorySearch {
  readonly query: HistoryQuery;
  onQuery(query: HistoryQuery): void;
  /** What was found, as far as it is shown. */
  readonly rows: readonly JobView[];
  readonly hasMore: boolean;
  /** How many are known to be found. */
  readonly count: number;
  readonly status: 'there' | 'searching' | 'failed';
  onMore(): void;
  /** They are in the list no more. */
  forget(ids: ReadonlySet<JobId>): void;
}

/**
 * A search through all uploads: those of which the page is `told` are looked through here, those that are over by the
 * background, a page at a time. What was found before stays until there is an answer.
 */
export function useHistory(client: Pick<BackgroundClient, 'send'>, told: readonly JobView[]): HistorySearch {
  const [query, setQuery] = useState(everything);
  const [limit, setLimit] = useState(PAGE);
  const [found, setFound] = useState<FoundHistory>({ query, jobs: [], hasMore: false });
  const [status, setStatus] = useState<HistorySearch['status']>('there');
  const turn = useRef(0);
  // A look through a long history takes its time: one after the other, and none that nobody waits for.
  const [inTurn] = useState(createLatestOnly);
  const changed = useRef(new Map<JobId, JobView>());

  const search = useCallback(
    async (wanted: HistoryQuery, last?: JobView) => {
      turn.current += 1;
      const mine = turn.current;
      setStatus('searching');
      const after = last === undefined ? {} : { after: placeOf(last) };
      const reply = await inTurn(() =>
        client.send({ type: 'search-history', query: wanted, ...after }),
      ).catch(() => undefined);
      // Only the last question is of interest.
      if (mine !== turn.current) return;
      setStatus(reply?.kind === 'history' ? 'there' : 'failed');
      if (reply?.kind !== 'history') return;
      const { jobs, hasMore } = reply;
      if (last === undefined) changed.current.clear();
      setFound((known) => ({
        query: wanted,
        jobs: last === undefined ? jobs : [...known.jobs, ...jobs],
        hasMore,
      }));
    },
    [client, inTurn],
  );

  const onQuery = useCallback((wanted: HistoryQuery) => {
    // What is still being looked for is not wanted any more.
    turn.current += 1;
    setQuery(wanted);
    setLimit(PAGE);
    setStatus(needsSearch(wanted) ? 'searching' : 'there');
    if (!needsSearch(wanted)) setFound({ query: wanted, jobs: [], hasMore: false });
  }, []);
  useEffect(() => {
    if (!needsSearch(query)) return undefined;
    const timer = setTimeout(() => void search(query), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query, search]);

  const all = useMemo(() => {
    // What happened to one that was found stays known when the page is told of it no more.
    const ids = new Set(found.jobs.map(({ id }) => id));
    for (const job of told) if (ids.has(job.id)) changed.current.set(job.id, job);
    const since = [...changed.current.values()].filter(({ id }) => ids.has(id));
    return historyRows([...since, ...told], found, query);
  }, [told, found, query]);
  const rows = useMemo(() => all.slice(0, limit), [all, limit]);
  // Also when more was asked for before there was an answer.
  const wantsMore = status === 'there' && found.query === query && found.hasMore && all.length < limit;
  useEffect(() => {
    if (wantsMore) void search(query, found.jobs.at(-1));
  }, [wantsMore, query, found, search]);
  return {
    query,
    onQuery,
    rows,
    count: all.length,
    hasMore: found.hasMore || all.length > limit,
    status,
    onMore: () => setLimit(limit + PAGE),
    forget: useCallback(
      (ids) => setFound((known) => ({ ...known, jobs: known.jobs.filter(({ id }) => !ids.has(id)) })),
      [],
    ),
  };
}
