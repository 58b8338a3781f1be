import type { JobView } from '../protocol/messages.ts';
import type { JobEntry } from './job-entry.ts';

/** What a page is shown of a job. */
export function viewOfJob({ live, progress, capturing }: JobEntry, nowMs: number): JobView {
  const { job, parts } = live;
  const {
    id,
    name,
    folder,
    sizeBytes,
    mimetype,
    createdAtMs,
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
  return {
    id,
    name,
    sizeBytes,
    mimetype,
    createdAtMs,
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
    canRetry: state.name === 'failed' && state.canRetry,
    ...(state.name === 'succeeded' && { file: state.file, elapsedMs: state.elapsedMs }),
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
