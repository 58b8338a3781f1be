import { endedAtMs, removalOf } from '../core/job.ts';
import type { Removal } from '../core/removal.ts';
import { retryOutlook } from '../core/retry-outlook.ts';
import { linkOf } from '../core/stored-link.ts';
import type { JobView } from '../protocol/messages.ts';
import { isWebLink } from '../protocol/origins.ts';
import type { StorageTerms } from './engine-ports.ts';
import type { JobEntry } from './job-entry.ts';

const noTerms: StorageTerms = { canRemove: false };

/**
 * What a page is shown of a job.
 * @param terms what the settings say of its stored file
 */
export function viewOfJob(
  { live, progress, capturing }: JobEntry,
  nowMs: number,
  { linkHost, canRemove }: StorageTerms = noTerms,
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
    pageUrl,
  } = job;
  const isStored = state.name === 'succeeded';
  const retry = retryOutlook(live, nowMs);
  const removal = removalOf(state);
  const endMs = endedAtMs(job);
  const isThere = isStored && (removal === undefined || removal.stage === 'failed');
  const link = isThere ? linkOf(state.file, linkHost) : undefined;
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
    ...(pageUrl !== undefined && isWebLink(pageUrl) && { pageUrl }),
    ...(webSource !== undefined && { webOrigin: new URL(webSource.url).origin }),
    partCount: plan?.partCount ?? 0,
    storedParts: isStored ? (plan?.partCount ?? 0) : parts.storedParts,
    storedBytes: isStored ? sizeBytes : parts.storedBytes,
    ...progress.read(live, nowMs),
    ...(retry !== undefined && { retry }),
    canRetry: state.name === 'failed' && state.canRetry,
    ...(state.name === 'cancelled' && job.completeAsks > 0 && { mayBeStored: true }),
    ...(state.name === 'succeeded' && { file: state.file, elapsedMs: state.elapsedMs }),
    ...(endMs !== undefined && { endedAtMs: endMs }),
    ...(link !== undefined && { link }),
    ...(isThere && canRemove && { canRemove }),
    ...(removal !== undefined && { removal: viewOfRemoval(removal) }),
    ...(removal?.stage === 'failed' && { error: removal.error }),
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

function viewOfRemoval(removal: Removal): NonNullable<JobView['removal']> {
  return removal.stage === 'scheduled'
    ? { stage: removal.stage, untilMs: removal.untilMs }
    : { stage: removal.stage };
}
