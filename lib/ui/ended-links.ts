import { isFinal, type JobId } from '../core/job.ts';
import type { LinkSettings } from '../protocol/link-settings.ts';
import type { JobView } from '../protocol/messages.ts';
import { linkText, usualFormat } from './link-text.ts';
import { isForPerson, newsOf } from './upload-news.ts';

/** What has ended of the uploads that are, or were, under way together. */
export interface EndedBatch {
  readonly seen: readonly JobView[];
  /** Those whose links are to be on the clipboard, in the order in which they ended. */
  readonly ended: readonly JobId[];
}

/**
 * Takes a new look at the uploads.
 * @param sinceMs when it was first looked: what had ended before is history
 * @returns the batch, and whether one of it has just ended
 */
export function lookAtBatch(
  before: EndedBatch,
  jobs: readonly JobView[],
  sinceMs: number,
): { readonly batch: EndedBatch; readonly hasNews: boolean } {
  const news = newsOf(before.seen, jobs, sinceMs)
    .filter(({ kind, job }) => kind === 'ended' && job.link !== undefined)
    .map(({ job }) => job.id);
  // Those before belong to the same batch as long as anything was under way all the time.
  const wasMoving = before.seen.some(isMoving);
  const ended = wasMoving ? [...before.ended, ...news] : news;
  return { batch: { seen: jobs, ended }, hasNews: news.length > 0 };
}

/** The links of what has ended, as they are to be copied. */
export function linksOf(
  ended: EndedBatch['ended'],
  jobs: readonly JobView[],
  settings: LinkSettings,
): readonly string[] {
  return ended.flatMap((id) => {
    const job = jobs.find((one) => one.id === id);
    if (job?.link === undefined) return [];
    return [linkText(job.link, job, usualFormat(job, settings), settings.template)];
  });
}

/** What goes on by itself: what waits for a person may wait for days. */
function isMoving(job: JobView): boolean {
  return !isFinal(job.state) && job.state !== 'paused' && !isForPerson(job);
}
