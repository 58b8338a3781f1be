import { isFinal, type JobId, type UploadJob } from '../core/job.ts';
import { planParts } from '../core/part-plan.ts';
import type { StoreOptions } from '../core/store-options.ts';
import { toPlainError, toUploadError, UploadError } from '../core/upload-error.ts';
import type { JobView } from '../protocol/messages.ts';
import { viewOfJob } from './job-view.ts';
import type { Destination } from './ports.ts';
import { type UploadPorts, uploadJob } from './upload-job.ts';

/** A file on its way in. `getBlob` may take its time (a picture is fetched) and may fail. */
export interface NewUpload {
  readonly name: string;
  readonly mimetype: string;
  /** 0 when it is known only with the bytes. */
  readonly sizeBytes: number;
  readonly store: StoreOptions;
  getBlob(signal: AbortSignal): Promise<Blob>;
}

export interface EnginePorts extends UploadPorts {
  newJobId(): JobId;
  /** Made anew for each run of a job, so that corrected settings count. Rejects with `auth` when there are none. */
  destinationFor(job: UploadJob): Promise<Destination>;
  /** Something that a page shows has changed. */
  onChange(): void;
  /** Work begins or ends: the time to keep the process alive, or to let it go. */
  onBusy(isBusy: boolean): void;
}

export interface Engine {
  /** Takes up again what an earlier run left unfinished. */
  recover(): Promise<void>;
  /** Commits a new job to the journal and begins it. Resolves when the job can't be lost any more. */
  add(upload: NewUpload): Promise<JobId>;
  /** Begins a failed job again where it stopped. */
  retry(id: JobId): Promise<void>;
  cancel(id: JobId): void;
  /** Forgets a job that is final. */
  remove(id: JobId): Promise<void>;
  views(): readonly JobView[];
}

/** What is known of a job in memory; all of it can be had from the journal again. */
interface Entry {
  job: UploadJob;
  storedParts: number;
  storedBytes: number;
  /** There while the job runs. */
  running?: AbortController;
}

const retryable = (code: string) => code !== 'source-gone' && code !== 'limit';

export function createEngine(ports: EnginePorts): Engine {
  const { journal, blobs, clock } = ports;
  const entries = new Map<JobId, Entry>();

  async function update(entry: Entry, change: Partial<Omit<UploadJob, 'id'>>): Promise<UploadJob> {
    const job = { ...entry.job, ...change };
    await journal.saveJob(job);
    entry.job = job;
    ports.onChange();
    return job;
  }

  /** Runs one job to a final state; whatever it throws ends up in the job. */
  async function run(entry: Entry, stage?: NewUpload['getBlob']): Promise<void> {
    const running = new AbortController();
    entry.running = running;
    ports.onBusy(true);
    const startedMs = clock.nowMs();
    try {
      if (stage !== undefined) await stageBlob(entry, stage, running.signal);
      const destination = await ports.destinationFor(entry.job);
      const file = await uploadJob(entry.job, destination, ports, reportOf(entry), running.signal);
      await update(entry, { state: { name: 'succeeded', file, elapsedMs: clock.nowMs() - startedMs } });
      await blobs.remove(entry.job.id);
    } catch (thrown) {
      await end(entry, toUploadError(running.signal.aborted ? running.signal.reason : thrown));
    } finally {
      delete entry.running;
      if (![...entries.values()].some((other) => other.running)) ports.onBusy(false);
    }
  }

  async function stageBlob(entry: Entry, getBlob: NewUpload['getBlob'], signal: AbortSignal): Promise<void> {
    const blob = await getBlob(signal);
    if (blob.size === 0) throw new UploadError('limit', 'the file is empty', { step: 'stage' });
    const plan = planParts(blob.size);
    try {
      await blobs.put(entry.job.id, blob);
    } catch (cause) {
      throw new UploadError('storage', 'the file could not be kept', { step: 'stage' }, cause);
    }
    signal.throwIfAborted();
    const mimetype = entry.job.mimetype || blob.type || 'application/octet-stream';
    await update(entry, { sizeBytes: blob.size, mimetype, plan, state: { name: 'queued' } });
  }

  async function end(entry: Entry, error: UploadError): Promise<void> {
    if (error.code === 'cancelled') {
      await blobs.remove(entry.job.id);
      await update(entry, { state: { name: 'cancelled' } });
      return;
    }
    const isStaged = entry.job.plan !== undefined;
    const canRetry = isStaged && retryable(error.code);
    await update(entry, { state: { name: 'failed', error: toPlainError(error), canRetry } });
    if (!canRetry) await blobs.remove(entry.job.id);
  }

  function reportOf(entry: Entry) {
    return {
      update: (change: Partial<Omit<UploadJob, 'id'>>) => update(entry, change),
      partStored({ sizeBytes }: { readonly sizeBytes: number }) {
        entry.storedParts += 1;
        entry.storedBytes += sizeBytes;
        ports.onChange();
      },
      retried() {
        entry.job = { ...entry.job, retries: entry.job.retries + 1 };
        ports.onChange();
      },
    };
  }

  async function load(job: UploadJob): Promise<Entry> {
    const parts = await journal.listParts(job.id);
    const storedBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
    const entry = { job, storedParts: parts.length, storedBytes };
    entries.set(job.id, entry);
    return entry;
  }

  return {
    async recover() {
      for (const job of await journal.listJobs()) {
        const entry = await load(job);
        // A job still in `staging` has no bytes: `uploadJob` finds none and says so.
        if (!isFinal(job.state.name)) void run(entry);
      }
      ports.onChange();
    },

    async add({ name, mimetype, sizeBytes, store, getBlob }) {
      const job: UploadJob = {
        id: ports.newJobId(),
        name,
        mimetype,
        sizeBytes,
        store,
        createdAtMs: clock.nowMs(),
        destination: { kind: 'filestack' },
        state: { name: 'staging' },
        retries: 0,
      };
      await journal.saveJob(job);
      const entry: Entry = { job, storedParts: 0, storedBytes: 0 };
      entries.set(job.id, entry);
      ports.onChange();
      void run(entry, getBlob);
      return job.id;
    },

    async retry(id) {
      const entry = entries.get(id);
      const state = entry?.job.state;
      if (entry === undefined || entry.running || state?.name !== 'failed' || !state.canRetry) return;
      let { job } = entry;
      if (state.error.code === 'upload-gone') {
        const { session: _gone, ...rest } = job;
        job = rest;
        entry.storedParts = 0;
        entry.storedBytes = 0;
      }
      entry.job = { ...job, state: { name: 'queued' } };
      void run(entry);
    },

    cancel(id) {
      entries.get(id)?.running?.abort(new UploadError('cancelled', 'cancelled by the person'));
    },

    async remove(id) {
      const entry = entries.get(id);
      if (entry === undefined || entry.running) return;
      await journal.removeJob(id);
      entries.delete(id);
      ports.onChange();
    },

    views: () => [...entries.values()].map(viewOfJob),
  };
}
