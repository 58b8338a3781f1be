import type { UploadJob } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';

/** What a page is shown of a job. */
export function viewOfJob(entry: {
  readonly job: UploadJob;
  readonly storedParts: number;
  readonly storedBytes: number;
}): JobView {
  const { id, name, sizeBytes, mimetype, createdAtMs, plan, state, retries } = entry.job;
  return {
    id,
    name,
    sizeBytes,
    mimetype,
    createdAtMs,
    retries,
    state: state.name,
    partCount: plan?.partCount ?? 0,
    storedParts: entry.storedParts,
    storedBytes: entry.storedBytes,
    canRetry: state.name === 'failed' && state.canRetry,
    ...(state.name === 'succeeded' && { file: state.file, elapsedMs: state.elapsedMs }),
    ...(state.name === 'failed' && { error: state.error }),
  };
}
