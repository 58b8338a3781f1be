import { isEven } from '../core/chunk-plan.ts';
import {
  type StoredFile,
  type StoredPart,
  storedPlace,
  type UploadJob,
  type UploadSession,
} from '../core/job.ts';
import type { JobEvent } from '../core/job-event.ts';
import type { LiveJob } from '../core/live-job.ts';
import { type PartPlan, partRange } from '../core/part-plan.ts';
import { type PlainError, toPlainError, toUploadError, UploadError } from '../core/upload-error.ts';
import { partsAtOnce } from '../core/upload-options.ts';
import { isWebLink } from '../protocol/origins.ts';
import type { BandwidthGate } from './bandwidth-gate.ts';
import { destinationKey } from './destination-key.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { JobEntry } from './job-entry.ts';
import { partSenderFor } from './part-sender.ts';
import type { FileFacts, PartReader } from './ports.ts';
import { createPutPace, type Link } from './put-pace.ts';
import { sourceGone } from './read-source.ts';
import { isUnchanged } from './same-file.ts';
import type { SlotKeeper } from './slot-keeper.ts';

/** What all jobs share of the way to a store. */
export interface Wire {
  readonly link: Link;
  readonly gate: BandwidthGate;
  readonly slots: SlotKeeper;
}

/** Long enough for the news that the network is gone, and little beside the first wait of a retry. */
const OFFLINE_NEWS_MS = 250;

// The effects that ask somebody something. Each ends in one event, and never rejects.

export async function startUpload(live: LiveJob, ports: EnginePorts, signal: AbortSignal): Promise<JobEvent> {
  return await asEvent('start-failed', ports, async () => {
    const { job } = live;
    const destination = await ports.destinationFor(job);
    const file = { ...factsOf(job), wantsChunks: wantsChunks(job, ports.bandwidthLimit()) };
    const [session, key] = await Promise.all([
      destination.start(file, storedPlace(job).store, signal),
      // Only for being known later.
      destinationKey(destination, job.store).catch(() => undefined),
    ]);
    return { type: 'upload-started', session, ...(key !== undefined && { destinationKey: key }) };
  });
}

export async function sendPart(
  entry: JobEntry,
  partNumber: number,
  ports: EnginePorts,
  { link, gate, slots }: Wire,
  signal: AbortSignal,
): Promise<JobEvent> {
  try {
    const { job } = entry.live;
    const { session, plan } = started(entry.live);
    const range = partRange(plan, partNumber);
    const reader = await readerOf(entry, ports);
    const destination = await ports.destinationFor(job);
    const { transport, clock } = ports;
    const pace = createPutPace(link, job.options.timeout, clock);
    let place: Promise<void> | undefined;
    const wirePlace = (): Promise<void> => {
      place ??= entry.places.take(partNumber, partsAtOnce(job.options, link.pace), slots.wireOf(entry.live));
      return place;
    };
    const onSent = (bytes: number): void => {
      if (signal.aborted) return;
      entry.progress.note(entry.live, partNumber, bytes, clock.nowMs());
      ports.onProgress();
    };
    onSent(0);
    const send = partSenderFor(session, job.options.intelligent);
    const part = await send({
      destination,
      transport,
      reader,
      session,
      store: storedPlace(job).store,
      file: factsOf(job),
      range,
      pace,
      gate,
      wirePlace,
      signedPlaces: entry.signedPlaces,
      clock,
      memory: entry.chunks,
      signal,
      onSent,
    });
    return { type: 'part-stored', part };
  } catch (thrown) {
    const error = await plain(thrown, ports);
    // A copy that could not be read is looked for again the next time; a live file is known by what was read of it.
    if (error.details.step === 'read' && !mayChange(entry, ports)) delete entry.reader;
    return { type: 'part-failed', partNumber, error };
  }
}

export async function completeUpload(
  entry: JobEntry,
  ports: EnginePorts,
  signal: AbortSignal,
): Promise<JobEvent> {
  return await asEvent('complete-failed', ports, async () => {
    const { live } = entry;
    const { job } = live;
    const { session, plan } = started(live);
    const parts = [...(await ports.journal.listParts(job.id))].sort((a, b) => a.partNumber - b.partNumber);
    checkWhole(parts, plan);
    // Read once more before the first complete: of a live file only its bytes tell that it is one and the same.
    const isFirst = job.completeAsks <= 1;
    const file = isFirst && mayChange(entry, ports) ? await bytesOf(entry, ports) : undefined;
    if (file !== undefined && !(await isUnchanged(job, parts, file, ports.readers))) {
      throw sourceGone('changed', 'the file has other bytes than were sent');
    }
    const destination = await ports.destinationFor(job);
    const answer = await destination.complete(session, factsOf(job), storedPlace(job).store, parts, signal);
    return answer === 'pending' ? { type: 'complete-accepted' } : { type: 'upload-completed', file: answer };
  });
}

/** Filestack's proof is its answer: the handle, and a size that was compared when it came. */
export function verifyFile(file: StoredFile): JobEvent {
  if (isWebLink(file.url) && file.handle !== '') return { type: 'verified' };
  const error = new UploadError('protocol', 'the link in the answer is no web address', { step: 'verify' });
  return { type: 'verify-failed', error: toPlainError(error) };
}

/** Tells the provider, where it can be told; the job is cancelled whether it hears or not. */
export async function abortUpload(live: LiveJob, ports: EnginePorts, signal: AbortSignal): Promise<JobEvent> {
  const { job } = live;
  try {
    if (job.session !== undefined) {
      const destination = await ports.destinationFor(job);
      await destination.abort?.(job.session, signal);
    }
  } catch {
    // An upload that is not aborted is the provider's to clean up.
  }
  return { type: 'abort-finished' };
}

/** Where the person wants chunks, or a bandwidth limit is too low for whole parts. What is begun so stays so. */
function wantsChunks({ options, plan }: UploadJob, bandwidthLimit: number | undefined): boolean {
  const isCut = plan !== undefined && !isEven(partRange(plan, 1).sizeBytes, bandwidthLimit);
  return options.intelligent !== false || isCut;
}

function factsOf(job: UploadJob): FileFacts {
  const { sizeBytes, mimetype } = job;
  return { name: storedPlace(job).name, sizeBytes, mimetype };
}

/** The one reader of a job: parts that begin together share it, or each would read on its own. */
function readerOf(entry: JobEntry, ports: EnginePorts): Promise<PartReader> {
  if (entry.reader !== undefined) return entry.reader;
  const reader = findReader(entry, ports);
  entry.reader = reader;
  reader.catch(() => {
    if (entry.reader === reader) delete entry.reader;
  });
  return reader;
}

/** Whether the bytes of a job are read from what is not ours and may be another's to change. */
function mayChange({ liveBlob }: JobEntry, { blobs }: EnginePorts): boolean {
  return liveBlob !== undefined || blobs.keepsReferences === true;
}

async function bytesOf(
  { live: { job }, liveBlob }: JobEntry,
  { blobs }: EnginePorts,
): Promise<Blob | undefined> {
  return liveBlob ?? (await blobs.get(job.id));
}

async function findReader(entry: JobEntry, ports: EnginePorts): Promise<PartReader> {
  const { job } = entry.live;
  const { readers } = ports;
  const blob = await bytesOf(entry, ports);
  if (blob === undefined) {
    throw new UploadError('source-gone', 'the file must be given again', { step: 'attach' });
  }
  if (blob.size !== job.plan?.fileSizeBytes) {
    throw sourceGone('changed', 'the file has another size than before');
  }
  const mode = job.options.disableIntegrityCheck ? 'unchecked' : 'checked';
  return mayChange(entry, ports) ? readers.live(blob, mode) : readers.staged(blob, mode);
}

function started({ job }: LiveJob): { readonly session: UploadSession; readonly plan: PartPlan } {
  if (job.session === undefined || job.plan === undefined) {
    throw new UploadError('unexpected', 'the upload was never started');
  }
  return { session: job.session, plan: job.plan };
}

/** The last gate before complete: every part of the plan is stored, with the size that it has in the plan. */
function checkWhole(parts: readonly StoredPart[], plan: PartPlan): void {
  const isWhole =
    parts.length === plan.partCount &&
    parts.every((part, index) => {
      const range = partRange(plan, index + 1);
      return part.partNumber === range.partNumber && part.sizeBytes === range.sizeBytes;
    });
  if (!isWhole)
    throw new UploadError('unexpected', `${parts.length} of ${plan.partCount} parts are in the journal`);
}

async function asEvent(
  failure: 'start-failed' | 'complete-failed',
  ports: EnginePorts,
  attempt: () => Promise<JobEvent>,
): Promise<JobEvent> {
  try {
    return await attempt();
  } catch (thrown) {
    return { type: failure, error: await plain(thrown, ports) };
  }
}

/**
 * Without a network every failure of a request is for want of it. A request can fail some milliseconds before the
 * browser says that the network is gone: the news is waited for, or going offline would cost a retry.
 */
async function plain(thrown: unknown, { isOnline, clock }: EnginePorts): Promise<PlainError> {
  const error = toPlainError(toUploadError(thrown));
  if (error.code !== 'network') return error;
  if (isOnline()) await new Promise<void>((resolve) => clock.schedule(OFFLINE_NEWS_MS, resolve));
  return isOnline() ? error : { ...error, code: 'offline' };
}
