import type { JobView } from '../protocol/messages.ts';

/**
 * What becomes of an upload with an error: it is tried again by itself, or when a person wants it. One that is over can only
 * be uploaded again: by its address, from its file, or from the page that showed it.
 */
export type ErrorOutlook = 'is-retried' | 'may-be-retried' | 'over-address' | 'over-file' | 'over-page';

/** What becomes of an upload with an error if nobody does anything. */
export function outlookOf({ waiting, state, canRetry, webOrigin, pageUrl }: JobView): ErrorOutlook {
  if (waiting?.untilMs !== undefined) return 'is-retried';
  if (state !== 'failed' || canRetry) return 'may-be-retried';
  if (webOrigin !== undefined) return 'over-address';
  // A screenshot, or a picture that only its page had, is no file that could be chosen.
  return pageUrl === undefined ? 'over-file' : 'over-page';
}
