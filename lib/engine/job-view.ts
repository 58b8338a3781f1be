import { retryOutlook } from '../core/retry-outlook.ts';
import { linkOf } from '../core/stored-link.ts';
import type { JobView } from '../protocol/messages.ts';
import type { JobEntry } from './job-entry.ts';

/**
 * What a page is shown of a job.
 * @param linkHost what its link names in place of the provider's host, if anything
 */
export function viewOfJob(
  { live, progress, capturing }: JobEntry,
  nowMs: number,
  linkHost?: string,
): JobView {
  const { job, parts } = live;
  const {
    id,
    name,
    folder,
    sizeBytes,
    mimetype,
    createdAtMs,
    destination,
    plan,
    state,
    retries,
    restarts,
    source,
    note,
    place,
    treatments,
    webSource,
  } = job;
  const isStored = state.name === 'succeeded';
  const retry = retryOutlook(live, nowMs);
  const link = isStored ? linkOf(state.file, linkHost) : undefined;
  return {
    id,
    name,
    sizeBytes,
    mimetype,
    createdAtMs,
    profile: destination.profile,
    retries,
    restarts,
    state: state.name,
    isLive: source === 'live',
    ...(folder !== undefined && { folder }),
    ...(note !== undefined && { note }),
    ...(capturing !== undefined && { capturing }),
    ...(place !== undefined && { place }),
    ...(treatments !== undefined && { treatments: [...treatments] }),
    ...(webSource !== undefined && { webOrigin: new URL(webSource.url).origin }),
    partCount: plan?.partCount ?? 0,
    storedParts: isStored ? (plan?.partCount ?? 0) : parts.storedParts,
    storedBytes: isStored ? sizeBytes : parts.storedBytes,
    ...progress.read(live, nowMs),
    ...(retry !== undefined && { retry }),
    canRetry: state.name === 'failed' && state.canRetry,
    ...(state.name === 'succeeded' && { file: state.file, elapsedMs: state.elapsedMs }),
    ...(link !== undefined && { link }),
    ...(state.name === 'failed' && { error: state.error }),
    ...(state.name === 'waiting' && {
      waiting: {
        reason: state.reason,
        ...(state.untilMs !== undefined && { untilMs: state.untilMs }),
        ...(state.known !== undefined && { known: state.known }),
      },
      ...(state.error !== undefined && { error: state.error }),
    }),
  };
}
