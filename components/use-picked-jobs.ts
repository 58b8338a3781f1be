import { useEffect, useState } from 'preact/hooks';
import type { JobId } from '../lib/core/job.ts';
import type { JobView, Snapshot } from '../lib/protocol/messages.ts';

/** The last that was heard of the uploads of this page, by their ids. What has ended may leave the list of all uploads. */
export function usePickedJobs(
  snapshot: Snapshot | undefined,
  ids: readonly JobId[],
): ReadonlyMap<JobId, JobView> {
  const [views, setViews] = useState<ReadonlyMap<JobId, JobView>>(new Map());
  useEffect(() => {
    const wanted = new Set(ids);
    const news = (snapshot?.jobs ?? []).filter(({ id }) => wanted.has(id));
    if (news.length > 0)
      setViews((known) => new Map([...known, ...news.map((job) => [job.id, job] as const)]));
  }, [snapshot, ids]);
  return views;
}
