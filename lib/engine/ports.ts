import type { JobId, StoredFile, StoredPart, UploadJob, UploadSession } from '../core/job.ts';
import type { StoreOptions } from '../core/store-options.ts';

/** What a destination is told of a file. */
export interface FileFacts {
  readonly name: string;
  readonly sizeBytes: number;
  readonly mimetype: string;
}

/** A part on its way. `md5` is the base64 of the 16 bytes. */
export interface PartFacts {
  readonly partNumber: number;
  readonly sizeBytes: number;
  readonly md5: string;
}

/** One PUT that the provider has signed. The URL is a secret: never kept, never shown. */
export interface SignedPut {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One provider's control calls. Every method rejects with an `UploadError`, on abort with `cancelled`. */
export interface Destination {
  start(file: FileFacts, store: StoreOptions, signal: AbortSignal): Promise<UploadSession>;
  signPart(
    session: UploadSession,
    store: StoreOptions,
    part: PartFacts,
    signal: AbortSignal,
  ): Promise<SignedPut>;
  /** @returns `pending` when the provider is still assembling: ask again later. */
  complete(
    session: UploadSession,
    file: FileFacts,
    store: StoreOptions,
    parts: readonly StoredPart[],
    signal: AbortSignal,
  ): Promise<StoredFile | 'pending'>;
}

/** What came back for one PUT. `etag` is without its quotes, null when the page may not read it. */
export interface PutAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: string;
  readonly retryAfterMs?: number;
}

/** Moves one body to one URL; rejects with `network`, `timeout` or `cancelled`. */
export interface Transport {
  put(put: SignedPut, body: Blob, signal: AbortSignal): Promise<PutAnswer>;
}

/** Where jobs outlive the process. Each method is durable when its promise resolves. */
export interface Journal {
  listJobs(): Promise<readonly UploadJob[]>;
  saveJob(job: UploadJob): Promise<void>;
  savePart(jobId: JobId, part: StoredPart): Promise<void>;
  listParts(jobId: JobId): Promise<readonly StoredPart[]>;
  /** Forgets the stored parts, before an upload is started anew. */
  clearParts(jobId: JobId): Promise<void>;
  /** Forgets the job and its parts. */
  removeJob(jobId: JobId): Promise<void>;
}

/** Where staged bytes outlive the page they came from. */
export interface BlobStore {
  put(jobId: JobId, blob: Blob): Promise<void>;
  get(jobId: JobId): Promise<Blob | undefined>;
  remove(jobId: JobId): Promise<void>;
}

export interface Clock {
  nowMs(): number;
  /** Resolves after `ms`; rejects with `cancelled` on abort. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
}
