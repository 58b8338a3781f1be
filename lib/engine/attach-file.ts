import type { UploadJob } from '../core/job.ts';
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
  { journal, readers, prepare }: Pick<EnginePorts, 'journal' | 'readers' | 'prepare'>,
): Promise<FileVerdict | 'unwanted'> {
  if (!needsFile(entry) || entry.isComparing) return 'unwanted';
  const { job } = entry.live;
  entry.isComparing = true;
  let bytes: Blob = file;
  const verdict = await journal
    .listParts(job.id)
    .then(async (stored) => {
      const sent = await bytesToSend(job, file, prepare).catch(() => undefined);
      if (sent === undefined) return 'unreadable';
      bytes = sent;
      return await compareFile(job, stored, file, readers, bytes);
    })
    .finally(() => {
      entry.isComparing = false;
    });
  if (verdict !== 'same' && verdict !== 'unproven') return verdict;
  if (!needsFile(entry)) return 'unwanted';
  entry.liveBlob = bytes;
  entry.getBlob = async () => ({ blob: file });
  delete entry.reader;
  // Chunks of a part that was not finished were not compared: that part is sent again whole.
  entry.chunks = createChunkMemory();
  return verdict;
}

/** What is sent of a picture may be made of its file: that was compared, and is sent, when some of it was sent before. */
export async function bytesToSend(
  job: UploadJob,
  file: File,
  prepare: EnginePorts['prepare'],
): Promise<Blob> {
  if (job.pictures === undefined || job.plan === undefined || prepare === undefined) return file;
  return (await prepare(job, { blob: file }, new AbortController().signal)).blob;
}

function needsFile({ live: { job } }: JobEntry): boolean {
  return job.state.name === 'waiting' && job.state.reason === 'file';
}
