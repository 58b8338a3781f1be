import type { EnginePorts } from './engine-ports.ts';
import type { JobEntry } from './job-entry.ts';
import { isSameFile } from './same-file.ts';

/**
 * Gives a job that waits for its file the file again, if it is the one it began with. One file is compared at a time.
 * @returns whether it was taken
 */
export async function attachFile(
  entry: JobEntry,
  file: File,
  { journal, readers }: EnginePorts,
): Promise<boolean> {
  if (!needsFile(entry) || entry.isComparing) return false;
  const { job } = entry.live;
  entry.isComparing = true;
  const isSame = await isSameFile(job, await journal.listParts(job.id), file, readers).catch(() => false);
  entry.isComparing = false;
  if (!isSame || !needsFile(entry)) return false;
  entry.liveBlob = file;
  entry.getBlob = async () => file;
  delete entry.reader;
  return true;
}

function needsFile({ live: { job } }: JobEntry): boolean {
  return job.state.name === 'waiting' && job.state.reason === 'file';
}
