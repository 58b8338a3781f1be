import type { UploadJob } from '../core/job.ts';
import type { JobEvent } from '../core/job-event.ts';
import { planParts } from '../core/part-plan.ts';
import { toPlainError, toUploadError, UploadError } from '../core/upload-error.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { JobEntry, ObtainedBlob } from './job-entry.ts';

/** What staging touches. */
export type StagingPorts = Pick<EnginePorts, 'blobs' | 'readers' | 'readAgain' | 'onProgress'>;

type Staged = Extract<JobEvent, { type: 'blob-staged' }>;

/**
 * Brings a job's bytes where nothing can change or lose them. What there is no room for stays with the page that it
 * came from, and is sent from there.
 */
export async function stageBlob(
  entry: JobEntry,
  ports: StagingPorts,
  partSizeBytes: () => number,
  signal: AbortSignal,
): Promise<JobEvent> {
  const { job } = entry.live;
  try {
    const staged = await ports.blobs.get(job.id);
    if (staged !== undefined) return stagedEvent(job, staged, 'staged', partSizeBytes());
    const { blob, ...learned } = await obtain(entry, ports, signal);
    if (blob.size === 0) throw new UploadError('limit', 'the file is empty', { step: 'stage' });
    signal.throwIfAborted();
    return { ...(await keep(entry, blob, ports, partSizeBytes)), ...learned };
  } catch (thrown) {
    return { type: 'staging-failed', error: toPlainError(toUploadError(thrown)) };
  } finally {
    delete entry.capturing;
  }
}

/** From whoever gave them; in another process than that, what is of the web is asked for again. */
async function obtain(
  entry: JobEntry,
  { readAgain, onProgress }: StagingPorts,
  signal: AbortSignal,
): Promise<ObtainedBlob> {
  const { live, getBlob } = entry;
  const { job } = live;
  if (getBlob !== undefined) {
    return await getBlob(signal, (progress) => {
      entry.capturing = progress;
      onProgress();
    });
  }
  if (job.webSource !== undefined && readAgain !== undefined) return await readAgain(job.webSource, signal);
  throw new UploadError('source-gone', 'the file must be given again', { step: 'attach' });
}

async function keep(
  entry: JobEntry,
  blob: Blob,
  { blobs, readers }: StagingPorts,
  partSizeBytes: () => number,
): Promise<Staged> {
  const { job } = entry.live;
  await readers.check(blob);
  try {
    await blobs.put(job.id, blob);
    delete entry.liveBlob;
    return stagedEvent(job, blob, 'staged', partSizeBytes());
  } catch (thrown) {
    // Reading it once more tells better than the database what is wrong with it.
    if (toUploadError(thrown).code === 'source-gone') await readers.check(blob);
    if (toUploadError(thrown).code !== 'storage') throw thrown;
    entry.liveBlob = blob;
    return stagedEvent(job, blob, 'live', partSizeBytes());
  }
}

function stagedEvent(job: UploadJob, blob: Blob, source: 'staged' | 'live', partSizeBytes: number): Staged {
  const mimetype = job.mimetype || blob.type || 'application/octet-stream';
  return {
    type: 'blob-staged',
    source,
    mimetype,
    plan: job.plan ?? planParts(blob.size, partSizeBytes),
  };
}
