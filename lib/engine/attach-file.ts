import { createChunkMemory } from './chunk-memory.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { JobEntry } from './job-entry.ts';
import { compareFile, type FileVerdict } from './same-file.ts';

/**
 * Gives a job that waits for its file the file again. It is taken when it is the one that the job began with, or when
 * nobody can tell, so that the upload has to begin anew. One file is compared at a time.
 */
export async function attachFile(
  entry: JobEntry,
  file: File,
  { journal, readers }: EnginePorts,
): Promise<FileVerdict | 'unwanted'> {
  if (!needsFile(entry) || entry.isComparing) return 'unwanted';
  const { job } = entry.live;
  entry.isComparing = true;
  const verdict = await journal
    .listParts(job.id)
    .then((stored) => compareFile(job, stored, file, readers))
    .finally(() => {
      entry.isComparing = false;
    });
  if (verdict !== 'same' && verdict !== 'unproven') return verdict;
  if (!needsFile(entry)) return 'unwanted';
  entry.liveBlob = file;
  entry.getBlob = async () => ({ blob: file });
  delete entry.reader;
  // Chunks of a part that was not finished were not compared: that part is sent again whole.
  entry.chunks = createChunkMemory();
  return verdict;
}

function needsFile({ live: { job } }: JobEntry): boolean {
  return job.state.name === 'waiting' && job.state.reason === 'file';
}
