import type { LimitFunction } from 'p-limit';
import type { KnownFile, UploadJob } from '../core/job.ts';
import type { JobEvent } from '../core/job-event.ts';
import { type PartPlan, planParts } from '../core/part-plan.ts';
import { toPlainError, toUploadError, UploadError } from '../core/upload-error.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { JobEntry, ObtainedBlob, PreparedBlob } from './job-entry.ts';
import { type DigestRange, findCandidates, findKnown } from './known-file.ts';

/** What staging touches. */
export type StagingPorts = Pick<
  EnginePorts,
  'blobs' | 'readers' | 'readAgain' | 'prepare' | 'onProgress' | 'journal' | 'destinationFor'
>;

/** What the stagings of an engine share. */
export interface StagingTerms {
  /** What to plan parts with, asked when the bytes are there. */
  partSizeBytes(): number;
  /** Comparing reads and hashes whole files, and thousands may be chosen at once. */
  readonly compareInTurn: LimitFunction;
}

type Staged = Extract<JobEvent, { type: 'blob-staged' }>;

const OCTET_STREAM = 'application/octet-stream';

/**
 * Brings a job's bytes where nothing can change or lose them. What there is no room for stays with the page that it
 * came from, and is sent from there.
 */
export async function stageBlob(
  entry: JobEntry,
  ports: StagingPorts,
  { partSizeBytes, compareInTurn }: StagingTerms,
  signal: AbortSignal,
): Promise<JobEvent> {
  const { job } = entry.live;
  // Looked for while the bytes are copied, when it is known how many there are: nobody waits for it.
  const early = findCandidates(job, job.sizeBytes, ports);
  try {
    const event = await bringIn(entry, ports, partSizeBytes, signal);
    const sizeBytes = event.plan.fileSizeBytes;
    const candidates = sizeBytes === job.sizeBytes ? early : findCandidates(job, sizeBytes, ports);
    const among = await candidates;
    const known =
      among.length === 0
        ? undefined
        : await compareInTurn(() => findAmong(among, entry, event, ports, signal));
    signal.throwIfAborted();
    return known === undefined ? event : { ...event, known };
  } catch (thrown) {
    return { type: 'staging-failed', error: toPlainError(toUploadError(thrown)) };
  } finally {
    delete entry.capturing;
  }
}

async function bringIn(
  entry: JobEntry,
  ports: StagingPorts,
  partSizeBytes: () => number,
  signal: AbortSignal,
): Promise<Staged> {
  const { job } = entry.live;
  // What was given again since is sent in place of a copy that could not be read.
  const staged = entry.liveBlob === undefined ? await ports.blobs.get(job.id) : undefined;
  const obtained = staged === undefined ? await obtain(entry, ports, signal) : { blob: staged };
  if (obtained.blob.size === 0) throw new UploadError('limit', 'the file is empty', { step: 'stage' });
  const prepared: PreparedBlob = (await ports.prepare?.(job, obtained, signal)) ?? obtained;
  const { blob, mimetype = job.mimetype || blob.type, ...learned } = prepared;
  signal.throwIfAborted();
  if (blob !== obtained.blob && obtained.blob instanceof File) entry.original = obtained.blob;
  const source = blob === staged ? 'staged' : await keep(entry, blob, ports);
  const plan = planFor(job, blob.size) ?? planParts(blob.size, partSizeBytes());
  return { type: 'blob-staged', source, plan, mimetype: mimetype || OCTET_STREAM, ...learned };
}

/** What is asked for again may have another size: as long as nothing was begun with a plan, it is made anew. */
function planFor({ plan, session }: UploadJob, sizeBytes: number): PartPlan | undefined {
  return session !== undefined || plan?.fileSizeBytes === sizeBytes ? plan : undefined;
}

/** Compares bytes that are in with what is stored already. What can't be read is not known, and is simply sent. */
async function findAmong(
  candidates: readonly UploadJob[],
  { live: { job }, liveBlob }: JobEntry,
  { source }: Staged,
  { blobs, readers, journal }: StagingPorts,
  signal: AbortSignal,
): Promise<KnownFile | undefined> {
  try {
    signal.throwIfAborted();
    const blob = source === 'staged' ? await blobs.get(job.id) : liveBlob;
    if (blob === undefined) return undefined;
    const reader = readers[source](blob, 'checked');
    const md5Of: DigestRange = async (range) => (await reader.read(range, signal)).digest?.base64;
    return await findKnown(candidates, md5Of, journal);
  } catch {
    return undefined;
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

/** @returns where they are kept: here, or by the page that they came from */
async function keep(
  entry: JobEntry,
  blob: Blob,
  { blobs, readers }: StagingPorts,
): Promise<UploadJob['source']> {
  await readers.check(blob);
  try {
    await blobs.put(entry.live.job.id, blob);
    delete entry.liveBlob;
    return 'staged';
  } catch (thrown) {
    // Reading it once more tells better than the database what is wrong with it.
    if (toUploadError(thrown).code === 'source-gone') await readers.check(blob);
    if (toUploadError(thrown).code !== 'storage') throw thrown;
    entry.liveBlob = blob;
    return 'live';
  }
}
