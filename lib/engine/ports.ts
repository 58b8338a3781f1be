import type { JobId, StoredFile, StoredPart, UploadJob, UploadSession } from '../core/job.ts';
import type { PartRange } from '../core/part-plan.ts';
import type { StoreOptions } from '../core/store-options.ts';

/** What a destination is told of a file. */
export interface FileFacts {
  readonly name: string;
  readonly sizeBytes: number;
  readonly mimetype: string;
}

/** A file that is about to be sent. */
export interface NewFile extends FileFacts {
  /** Asks for intelligent ingestion, where the provider has it. */
  readonly wantsChunks?: boolean;
}

/** A part on its way. */
export interface PartFacts {
  readonly partNumber: number;
  readonly sizeBytes: number;
  /** The base64 of the 16 bytes; absent when the bytes are sent unchecked. */
  readonly md5?: string;
}

/** A chunk of a part on its way; size and MD5 are the chunk's. */
export interface ChunkFacts extends PartFacts {
  /** In the part. */
  readonly offsetBytes: number;
}

/** One PUT that the provider has signed. The URL is a secret: never kept, never shown. */
export interface SignedPut {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One provider's control calls. Every method rejects with an `UploadError`, on abort with `cancelled`. */
export interface Destination {
  start(file: NewFile, store: StoreOptions, signal: AbortSignal): Promise<UploadSession>;
  signPart(
    session: UploadSession,
    store: StoreOptions,
    part: PartFacts,
    signal: AbortSignal,
  ): Promise<SignedPut>;
  /** For a session that is intelligent, and for no other. */
  signChunk?(
    session: UploadSession,
    store: StoreOptions,
    chunk: ChunkFacts,
    signal: AbortSignal,
  ): Promise<SignedPut>;
  /** Makes a part of its stored chunks. Idempotent. Rejects with `rejected` when they do not cover it. */
  commitPart?(
    session: UploadSession,
    file: FileFacts,
    store: StoreOptions,
    partNumber: number,
    signal: AbortSignal,
  ): Promise<void>;
  /** Idempotent. @returns `pending` when the provider is still assembling: ask again later. */
  complete(
    session: UploadSession,
    file: FileFacts,
    store: StoreOptions,
    parts: readonly StoredPart[],
    signal: AbortSignal,
  ): Promise<StoredFile | 'pending'>;
  /** Names the account, at its address, without giving away its key. Absent where nobody asks. */
  account?(): Promise<string>;
  /** Discards a started upload, where the provider has a call for that. */
  abort?(session: UploadSession, signal: AbortSignal): Promise<void>;
  /**
   * Deletes a stored file for good; one that is gone already is fine. Rejects with `auth` where that is not allowed.
   * Absent where it never can be: nobody has shown the right to.
   */
  remove?(file: Pick<StoredFile, 'handle'>, signal: AbortSignal): Promise<void>;
}

/** What came back for one PUT. `etag` is without its quotes, null when it may not be read. */
export interface PutAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: string;
  readonly retryAfterMs?: number;
}

/** Moves one body to one URL; rejects with `network`, `timeout`, `protocol` or `cancelled`, never for a status. */
export interface Transport {
  /**
   * @param stallLimitMs how long it may stand still before it counts as stalled; where nothing is known of bytes on
   * the wire, how long the whole may take
   * @param onSent asks for progress and is told, where that can be known, how many bytes the network has been handed
   * so far. That is ahead of what has arrived, by what buffers hold.
   */
  put(
    put: SignedPut,
    body: PartBody,
    stallLimitMs: number,
    signal: AbortSignal,
    onSent?: (bytes: number) => void,
  ): Promise<PutAnswer>;
  /** PUTs that ask for progress are about to come: what takes its time to be there may be made ready. */
  warmUp?(): void;
}

/** A change to the journal. */
export type JournalChange =
  | { readonly type: 'save-job'; readonly job: UploadJob }
  | { readonly type: 'save-part'; readonly jobId: JobId; readonly part: StoredPart }
  | { readonly type: 'clear-parts'; readonly jobId: JobId }
  /** Which boots in a row have not ended well, by the job that was being taken up; replaces what was known. */
  | { readonly type: 'save-bad-boots'; readonly badBoots: BadBoots }
  /** Sets a job aside: its record is kept, and nobody takes it up again. */
  | { readonly type: 'set-aside'; readonly jobId: JobId }
  /** Forgets a job, its parts and its bytes. */
  | { readonly type: 'remove-job'; readonly jobId: JobId };

/** How many jobs that are over a journal gives at a time. */
export const FINISHED_PAGE = 50;

/** The place of a job among those that are over, which stand in the order of their creation. */
export type JobPlace = Pick<UploadJob, 'createdAtMs' | 'id'>;

/** How many ids of outdated jobs a journal gives at a time: each is forgotten by a few small writes. */
export const OUTDATED_PAGE = 500;

/** Which jobs that are over are kept. What is absent is no limit. */
export interface HistoryLimits {
  /** The newest so many. */
  readonly mostJobs?: number;
  /** Those that began then or later. */
  readonly keptSinceMs?: number;
}

/** How many boots in a row could not take up a job, for each job of which that is so. */
export type BadBoots = Readonly<Record<JobId, number>>;

/** What a journal holds when it is opened. */
export interface JournalContents {
  /** All that are not over, and the newest page of those that are. */
  readonly jobs: readonly UploadJob[];
  readonly badBoots: BadBoots;
  /** Records that could not be read. They are set aside, not destroyed. */
  readonly quarantined: number;
  /** The journal is a newer version's: it may be looked at and not changed. */
  readonly isReadOnly: boolean;
}

/**
 * Where jobs outlive the process. It has one owner at a time: opening it shuts out whoever opened it before, whose
 * commits are refused from then on. It can be lost while it is open: a browser whose disk is full may begin its
 * database anew, empty.
 */
export interface Journal {
  /** Reads what is to go on and takes ownership. The length of the history costs nothing. */
  open(): Promise<JournalContents>;
  /**
   * Carries out all changes or none; durable when it resolves.
   * Rejects with `UploadError` `storage`, with `JournalFenced` when another process owns the journal now, and with
   * `JournalLost` when what was committed before is gone.
   */
  commit(changes: readonly JournalChange[]): Promise<void>;
  /**
   * Begins a journal that was lost anew with these changes, all or none; durable when it resolves. Changes nothing when
   * it is not lost any more. Rejects as `commit` does.
   */
  restore(changes: readonly JournalChange[]): Promise<void>;
  /** Rejects as `commit` does: nobody is told that there are no parts where the journal was lost. */
  listParts(jobId: JobId): Promise<readonly StoredPart[]>;
  /** The next page of jobs that are over, newest first: those that are older than `after`, or the newest. */
  listFinished(after?: JobPlace): Promise<readonly UploadJob[]>;
  /** One of those that are over; undefined when there is none of this id that can be read. */
  readFinished(jobId: JobId): Promise<UploadJob | undefined>;
  /** Ids of jobs that are over and beyond one of the limits, at most `OUTDATED_PAGE`; none where there are none. */
  listOutdated(limits: HistoryLimits): Promise<readonly JobId[]>;
  /**
   * Jobs that have stored so many bytes at this place, newest first, at most a page of them. Their parts are kept as
   * long as they are.
   */
  findStored(destinationKey: string, sizeBytes: number): Promise<readonly UploadJob[]>;
}

/** Somebody else owns the journal now: this engine must do nothing more. */
export class JournalFenced extends Error {
  override readonly name = 'JournalFenced';
}

/** What this engine had committed is gone. It alone still knows it, and may write it again. */
export class JournalLost extends Error {
  override readonly name = 'JournalLost';
}

/** MD5 of one part in the two spellings that are needed: Content-MD5 takes base64, an ETag is hex. */
export interface PartDigest {
  readonly base64: string;
  readonly hex: string;
}

/** Bytes as they are sent: a slice of a staged blob, which the browser streams, or the buffer that was hashed. */
export type PartBody = Blob | ArrayBuffer;

/** Bytes of a part and their digest: what was hashed is what is sent. Without a digest they are sent unchecked. */
export interface ReadPart {
  readonly body: PartBody;
  readonly digest?: PartDigest;
}

/**
 * Reads the bytes of one job. Rejects with `source-gone` when they are no longer there, or no longer the same, and with
 * `timeout` when they don't come.
 */
export interface PartReader {
  read(range: PartRange, signal: AbortSignal): Promise<ReadPart>;
}

/**
 * Where staged bytes outlive the page they came from. Only the owner of the journal beside it may change it: others are
 * refused with `JournalFenced`.
 */
export interface BlobStore {
  /**
   * What is kept are references: the bytes of a file change when the file does, and are gone when it is. Absent where
   * copies are kept.
   */
  readonly keepsReferences?: boolean;
  /** Rejects with `storage` when there is no room, with `source-gone` when the source can't be read. */
  put(jobId: JobId, blob: Blob): Promise<void>;
  /** A blob as it is staged, or nothing. */
  get(jobId: JobId): Promise<Blob | undefined>;
  remove(jobId: JobId): Promise<void>;
  list(): Promise<readonly JobId[]>;
}

/** Whether what is read is hashed. Unchecked, nobody knows whether the same bytes arrive. */
export type ReadMode = 'checked' | 'unchecked';

/** How a blob is read in parts, by whether it can change under us. */
export interface PartReaders {
  staged(blob: Blob, mode: ReadMode): PartReader;
  live(blob: Blob, mode: ReadMode): PartReader;
  /** Whether a file can be read at all: rejects as reading a part of it would. */
  check(blob: Blob): Promise<void>;
}

export interface Clock {
  nowMs(): number;
  /** A number in [0, 1). */
  random(): number;
  /** Calls back once, after `ms`. @returns what calls it off */
  schedule(ms: number, callback: () => void): () => void;
}
