import type { JobId, UploadJob } from '../core/job.ts';
import { bytesToSend } from './attach-file.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { NewUpload } from './new-upload.ts';
import { compareFile, type FileVerdict } from './same-file.ts';

/** What became of the wish to upload once more what a job was made of. */
export type AgainOutcome =
  | { readonly kind: 'added'; readonly jobId: JobId }
  /** Only its file can help, and it is to be chosen. */
  | { readonly kind: 'needs-file' }
  | { readonly kind: 'refused'; readonly verdict: Exclude<FileVerdict, 'same' | 'unproven'> };

type AgainPorts = Pick<EnginePorts, 'journal' | 'readers' | 'prepare' | 'readAgain'>;

/**
 * Uploads once more what a job that is over was made of, in the same way and to the same place, as a new job: by its
 * address, or from its file, which has to be the same one as far as that was kept.
 */
export async function uploadAgain(
  job: UploadJob,
  file: File | undefined,
  { journal, readers, prepare, readAgain }: AgainPorts,
  add: (upload: NewUpload) => Promise<JobId>,
): Promise<AgainOutcome> {
  const { webSource } = job;
  if (webSource !== undefined && readAgain !== undefined) {
    const getBlob: NewUpload['getBlob'] = (signal) => readAgain(webSource, signal);
    const jobId = await add({ ...termsOf(job), webSource, mimetype: '', sizeBytes: 0, getBlob });
    return { kind: 'added', jobId };
  }
  if (file === undefined) return { kind: 'needs-file' };
  const bytes = await bytesToSend(job, file, prepare).catch(() => undefined);
  if (bytes === undefined) return { kind: 'refused', verdict: 'unreadable' };
  const verdict = await compareFile(job, await journal.listParts(job.id), file, readers, bytes);
  if (verdict !== 'same' && verdict !== 'unproven') return { kind: 'refused', verdict };
  const { size: sizeBytes, type: mimetype } = file;
  const getBlob = async () => ({ blob: file });
  return { kind: 'added', jobId: await add({ ...termsOf(job), mimetype, sizeBytes, getBlob }) };
}

function termsOf({ name, folder, destination, store, options, naming, pictures, pageUrl }: UploadJob) {
  return {
    name,
    destination,
    store,
    options,
    ...(folder !== undefined && { folder }),
    ...(pageUrl !== undefined && { pageUrl }),
    ...(naming && { naming }),
    ...(pictures && { pictures }),
  };
}
