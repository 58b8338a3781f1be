import type { StoredPart, UploadJob } from '../core/job.ts';
import { partRange } from '../core/part-plan.ts';
import type { PartReaders } from './ports.ts';

/**
 * Whether a file that was chosen again is the one that a job began with: same name and size, and the bytes of every
 * part that is stored already have the digest they were sent with. So an object is never a mixture of two files.
 */
export async function isSameFile(
  job: UploadJob,
  stored: readonly StoredPart[],
  file: File,
  readers: PartReaders,
): Promise<boolean> {
  const { plan } = job;
  if (file.name !== job.name || file.size !== job.sizeBytes) return false;
  if (plan === undefined) return true;
  const reader = readers.staged(file);
  const { signal } = new AbortController();
  for (const { partNumber, md5 } of stored) {
    const { digest } = await reader.read(partRange(plan, partNumber), signal);
    if (md5 === undefined || digest?.base64 !== md5) return false;
  }
  return true;
}
