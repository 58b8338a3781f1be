import type { JobId } from '../core/job.ts';
import { MAX_THUMBNAILS } from '../protocol/thumbnail.ts';

/** Asks for small pictures of uploads; null where there is none, or none yet. */
export type AskThumbnail = (jobId: JobId) => Promise<string | null>;

/** As many as some screens show; those longest unseen are asked for again. */
const MOST_KEPT = 400;

/**
 * Asks for those together that are wanted within a moment, and keeps what came.
 * @param load in the order of the ids, at most `MAX_THUMBNAILS`; may reject
 * @param soon calls back once, a moment later
 */
export function createThumbnailAsker(
  load: (jobIds: readonly JobId[]) => Promise<readonly (string | null)[]>,
  soon: (callback: () => void) => void,
): AskThumbnail {
  const kept = new Map<JobId, string>();
  let wanted = new Map<JobId, ((thumbnail: string | null) => void)[]>();

  async function askAll(): Promise<void> {
    const asked = [...wanted];
    wanted = new Map();
    for (let start = 0; start < asked.length; start += MAX_THUMBNAILS) {
      const batch = asked.slice(start, start + MAX_THUMBNAILS);
      const found = await load(batch.map(([id]) => id)).catch(() => []);
      for (const [index, [id, answers]] of batch.entries()) {
        const thumbnail = found[index] ?? null;
        if (thumbnail !== null) keep(id, thumbnail);
        for (const answer of answers) answer(thumbnail);
      }
    }
  }

  function keep(id: JobId, thumbnail: string): void {
    kept.set(id, thumbnail);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  }

  return (id) => {
    const there = kept.get(id);
    if (there !== undefined) {
      kept.delete(id);
      kept.set(id, there);
      return Promise.resolve(there);
    }
    return new Promise((resolve) => {
      if (wanted.size === 0) soon(() => void askAll());
      wanted.set(id, [...(wanted.get(id) ?? []), resolve]);
    });
  };
}
