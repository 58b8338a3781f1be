import type { StoredFile, UploadJob } from '../core/job.ts';
import type { JobEvent } from '../core/job-event.ts';
import { toPlainError, toUploadError, UploadError } from '../core/upload-error.ts';
import type { EnginePorts } from './engine-ports.ts';

/** Deletes a stored file, by the keys of its own profile. One that is gone already is deleted. Never rejects. */
export async function removeStoredFile(
  job: UploadJob,
  file: StoredFile,
  { destinationFor }: Pick<EnginePorts, 'destinationFor'>,
  signal: AbortSignal,
): Promise<JobEvent> {
  try {
    const destination = await destinationFor(job);
    if (destination.remove === undefined) {
      throw new UploadError('auth', 'deleting needs a signed policy', { step: 'remove' });
    }
    await destination.remove(file, signal);
    return { type: 'file-removed' };
  } catch (thrown) {
    return { type: 'removal-failed', error: toPlainError(toUploadError(thrown)) };
  }
}
