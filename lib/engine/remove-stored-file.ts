import type { StoredFile, UploadJob } from '../core/job.ts';
import type { JobEvent } from '../core/job-event.ts';
import { toPlainError, toUploadError, UploadError } from '../core/upload-error.ts';
import { destinationKey } from './destination-key.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { Destination } from './ports.ts';

/**
 * Deletes a stored file, by the keys of its own profile, and only in the account that it was sent to: another one would
 * say that there is no such file. One that is gone already is deleted. Never rejects.
 */
export async function removeStoredFile(
  job: UploadJob,
  file: StoredFile,
  { destinationFor }: Pick<EnginePorts, 'destinationFor'>,
  signal: AbortSignal,
): Promise<JobEvent> {
  try {
    const destination = await destinationFor(job);
    if (await isOtherAccount(destination, job)) {
      throw new UploadError('auth', 'the profile leads to another account than the file is in', {
        step: 'account',
      });
    }
    if (destination.remove === undefined) {
      throw new UploadError('auth', 'deleting needs a signed policy', { step: 'remove' });
    }
    await destination.remove(file, signal);
    return { type: 'file-removed' };
  } catch (thrown) {
    return { type: 'removal-failed', error: toPlainError(toUploadError(thrown)) };
  }
}

/** Whether the profile of a job has been given another account since its upload began, as far as that is known. */
async function isOtherAccount(destination: Destination, { destinationKey: then, store }: UploadJob) {
  const now = await destinationKey(destination, store);
  return now !== undefined && then !== undefined && now !== then;
}
