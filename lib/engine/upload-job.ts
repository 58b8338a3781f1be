import pLimit, { type LimitFunction } from 'p-limit';
import type { StoredFile, StoredPart, UploadJob, UploadSession } from '../core/job.ts';
import { type PartPlan, partRange } from '../core/part-plan.ts';
import { decideRetry, type RetryOptions } from '../core/retry-policy.ts';
import { toUploadError, UploadError } from '../core/upload-error.ts';
import { isWebLink } from '../protocol/origins.ts';
import type { BlobStore, Clock, Destination, Journal, Transport } from './ports.ts';
import { uploadPart } from './upload-part.ts';
import { withRetries } from './with-retries.ts';

/** How long a provider may answer "still assembling" before the job fails, with the choice to ask again. */
const PENDING_LIMIT_MS = 15 * 60_000;

export interface UploadPorts {
  readonly journal: Journal;
  readonly blobs: BlobStore;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly retryOptions: RetryOptions;
  /** Parts of one job at once. */
  readonly maxConcurrentUploads: number;
  /** Parts of all jobs at once. */
  readonly slots: LimitFunction;
}

/** How the job tells what it does; each call has been committed to the journal before. */
export interface UploadReport {
  /** Commits a change of the job and shows it. */
  update(change: Partial<Omit<UploadJob, 'id'>>): Promise<UploadJob>;
  partStored(part: StoredPart): void;
  retried(): void;
}

/**
 * Brings a staged job to its end, from wherever an earlier run left it: an upload that was started is gone on with,
 * a part that was stored is not sent again. Rejects with an `UploadError`; the journal then still holds the job.
 */
export async function uploadJob(
  job: UploadJob,
  destination: Destination,
  ports: UploadPorts,
  report: UploadReport,
  signal: AbortSignal,
): Promise<StoredFile> {
  const { plan } = job;
  const blob = await ports.blobs.get(job.id);
  if (blob === undefined || plan === undefined || blob.size !== plan.fileSizeBytes) {
    throw new UploadError('source-gone', 'the file was not wholly kept', { step: 'stage' });
  }
  const retrying = { options: ports.retryOptions, clock: ports.clock, signal, onRetry: report.retried };
  const session = job.session ?? (await startUpload());
  await report.update({ state: { name: 'uploading' }, session });
  const parts = await uploadParts({ job, plan, session, blob, destination, ports, report, signal });

  await report.update({ state: { name: 'completing' } });
  const file = await completeUpload();
  await report.update({ state: { name: 'verifying' } });
  if (!isWebLink(file.url)) throw new UploadError('protocol', 'the link in the answer is no web address');
  return file;

  async function startUpload(): Promise<UploadSession> {
    await report.update({ state: { name: 'starting' } });
    await ports.journal.clearParts(job.id);
    return await withRetries(() => destination.start(job, job.store, signal), retrying);
  }

  async function completeUpload(): Promise<StoredFile> {
    const startedMs = ports.clock.nowMs();
    for (let poll = 1; ; poll++) {
      const answer = await withRetries(
        () => destination.complete(session, job, job.store, parts, signal),
        retrying,
      );
      if (answer !== 'pending') return answer;
      if (ports.clock.nowMs() - startedMs > PENDING_LIMIT_MS) {
        throw new UploadError('timeout', 'the provider is still assembling the file', { step: 'complete' });
      }
      await ports.clock.wait(pollDelayMs(poll, ports), signal);
    }
  }
}

/** 202 is polled with the waits of the retries, but not limited by their number. */
function pollDelayMs(poll: number, { retryOptions, clock }: UploadPorts): number {
  const pending = new UploadError('server', 'still assembling');
  const decision = decideRetry(pending, poll, { ...retryOptions, retries: Infinity }, clock.random());
  return decision.kind === 'retry' ? decision.delayMs : retryOptions.maxTimeout;
}

interface PartsRun {
  readonly job: UploadJob;
  readonly plan: PartPlan;
  readonly session: UploadSession;
  readonly blob: Blob;
  readonly destination: Destination;
  readonly ports: UploadPorts;
  readonly report: UploadReport;
  readonly signal: AbortSignal;
}

/** Sends every part that is not stored yet; the first that can't be sent stops the others. */
async function uploadParts(run: PartsRun): Promise<readonly StoredPart[]> {
  const { job, plan, ports, report } = run;
  const stored = new Map<number, StoredPart>();
  for (const part of await ports.journal.listParts(job.id)) stored.set(part.partNumber, part);

  const stop = new AbortController();
  const signal = AbortSignal.any([run.signal, stop.signal]);
  const retrying = { options: ports.retryOptions, clock: ports.clock, signal, onRetry: report.retried };

  async function sendPart(partNumber: number): Promise<void> {
    if (signal.aborted) return;
    try {
      const range = partRange(plan, partNumber);
      const { destination, session, blob } = run;
      const attempt = {
        destination,
        transport: ports.transport,
        session,
        store: job.store,
        blob,
        range,
        signal,
      };
      const part = await withRetries(() => uploadPart(attempt), retrying);
      await ports.journal.savePart(job.id, part);
      stored.set(partNumber, part);
      report.partStored(part);
    } catch (thrown) {
      stop.abort(toUploadError(thrown));
    }
  }

  // Each job queues only as many parts as it may send at once, so that jobs take turns at the shared slots.
  const own = pLimit(ports.maxConcurrentUploads);
  const missing = Array.from({ length: plan.partCount }, (_, index) => index + 1).filter(
    (n) => !stored.has(n),
  );
  await Promise.all(missing.map((partNumber) => own(() => ports.slots(() => sendPart(partNumber)))));

  run.signal.throwIfAborted();
  stop.signal.throwIfAborted();
  const parts = [...stored.values()].sort((a, b) => a.partNumber - b.partNumber);
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  if (parts.length !== plan.partCount || sizeBytes !== plan.fileSizeBytes) {
    throw new UploadError('unexpected', `${parts.length} of ${plan.partCount} parts are stored`);
  }
  return parts;
}
