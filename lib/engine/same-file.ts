import type { StoredPart, UploadJob } from '../core/job.ts';
import { partRange } from '../core/part-plan.ts';
import { toUploadError } from '../core/upload-error.ts';
import type { PartReaders } from './ports.ts';

/** How a file that was chosen again compares with the one that a job began with. */
export type FileVerdict =
  | 'same'
  /** Parts were sent unchecked: whether it is the same nobody can tell. */
  | 'unproven'
  /** Another name or size. */
  | 'other'
  /** Other bytes than those that were sent. */
  | 'changed'
  | 'unreadable';

/**
 * Compares a file that was chosen again with the one that a job began with: same name and size, and the bytes of every
 * part that is stored already have the digest they were sent with. So an object is never a mixture of two files. While
 * no bytes were taken yet, the file as it is now is what the person wants.
 * @param bytes what is sent of the file, where that is not the file itself
 */
export async function compareFile(
  job: UploadJob,
  stored: readonly StoredPart[],
  file: File,
  readers: PartReaders,
  bytes: Blob = file,
): Promise<FileVerdict> {
  const isOther = job.plan !== undefined && bytes.size !== job.plan.fileSizeBytes;
  if (file.name !== job.name || file.size === 0 || isOther) return 'other';
  try {
    await readers.check(file);
    if (stored.some(({ md5 }) => md5 === undefined)) return 'unproven';
    return (await hasSentBytes(job, stored, bytes, readers)) ? 'same' : 'changed';
  } catch {
    return 'unreadable';
  }
}

/**
 * Whether a live file still has the bytes that were sent of it, as far as they were checked. Each part was read when the browser held the file to be
 * unchanged; only one whose time and size were put back can have other bytes now, and one that can't be read any more
 * was the same for as long as that mattered.
 */
export async function isUnchanged(
  job: UploadJob,
  stored: readonly StoredPart[],
  blob: Blob,
  readers: PartReaders,
): Promise<boolean> {
  try {
    return await hasSentBytes(job, stored, blob, readers);
  } catch (thrown) {
    return toUploadError(thrown).details.source !== 'changed';
  }
}

async function hasSentBytes(
  { plan }: UploadJob,
  stored: readonly StoredPart[],
  blob: Blob,
  readers: PartReaders,
): Promise<boolean> {
  if (plan === undefined) return true;
  const reader = readers.live(blob, 'checked');
  const { signal } = new AbortController();
  for (const { partNumber, md5 } of stored) {
    if (md5 === undefined) continue;
    const { digest } = await reader.read(partRange(plan, partNumber), signal);
    if (digest?.base64 !== md5) return false;
  }
  return true;
}
