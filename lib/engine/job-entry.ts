import type { CaptureNote, StoredPart, UploadJob } from '../core/job.ts';
import type { JobEvent } from '../core/job-event.ts';
import type { LiveJob } from '../core/live-job.ts';
import { recoverProgress } from '../core/part-progress.ts';
import type { Treatment } from '../core/picture-options.ts';
import type { Place } from '../core/place-file.ts';
import { type ChunkMemory, createChunkMemory } from './chunk-memory.ts';
import type { PartReader } from './ports.ts';
import { createSignedPlaces, type SignedPlaces } from './signed-places.ts';
import { createWirePlaces, type WirePlaces } from './wire-places.ts';
import { createWireProgress, type WireProgress } from './wire-progress.ts';

/** Bytes that have come in, and what was learned with them. */
export interface ObtainedBlob {
  readonly blob: Blob;
  /** A better name than the one that the job began with. */
  readonly name?: string;
  readonly note?: CaptureNote;
}

/** How far bytes are that are made one after the other: the pictures that a page is put together of. */
export interface CaptureProgress {
  /** The one that is being made, from 1. */
  readonly current: number;
  readonly total: number;
}

/** Bytes as they are to be kept, and what they are sent as. */
export interface PreparedBlob extends ObtainedBlob {
  readonly mimetype?: string;
  readonly place?: Place;
  readonly treatments?: readonly Treatment[];
}

/** Bytes on their way in; may take its time (a picture is fetched) and may fail. */
export type GetBlob = (
  signal: AbortSignal,
  tell: (progress: CaptureProgress) => void,
) => Promise<ObtainedBlob>;

/** A job in the memory of this process. */
export interface JobEntry {
  live: LiveJob;
  /** Its stored parts as they were committed, by number. The journal has them, too, unless the browser loses it. */
  readonly stored: Map<number, StoredPart>;
  /** Events that have not been answered yet; they are answered one after the other. */
  readonly mailbox: JobEvent[];
  isHandling: boolean;
  /** Steps that could not be committed and are taken again a little later. */
  postponed: number;
  /** A slot was granted that the job has not taken yet. */
  isGranted: boolean;
  /** Requests under way by name, such as `part 3`; what is not here any more is not heard. */
  readonly requests: Map<string, AbortController>;
  staging?: AbortController;
  /** How far its bytes are, while they are being made. */
  capturing?: CaptureProgress;
  /** Where the bytes come from, while that is known: in the process that got them. */
  getBlob?: GetBlob;
  /** The bytes of a job that could not be staged. */
  liveBlob?: Blob;
  /** The file that a person chose, where other bytes are kept in its place. */
  original?: File;
  /** A file that was given again is being compared with the stored parts. */
  isComparing: boolean;
  /** Reads its bytes, one part after the other; there from when the first part has asked for it. */
  reader?: Promise<PartReader>;
  readonly places: WirePlaces;
  readonly signedPlaces: SignedPlaces;
  chunks: ChunkMemory;
  readonly progress: WireProgress;
  /** When it was last given a slot, as a count of grants. */
  lastTurn: number;
}

/** @param stored its parts, as the journal has them */
export function createEntry(job: UploadJob, stored: readonly StoredPart[] = []): JobEntry {
  return {
    live: { job, parts: recoverProgress(stored), failuresBefore: job.failures, polls: 0 },
    stored: new Map(stored.map((part) => [part.partNumber, part])),
    mailbox: [],
    isHandling: false,
    postponed: 0,
    isComparing: false,
    isGranted: false,
    requests: new Map(),
    places: createWirePlaces(),
    signedPlaces: createSignedPlaces(),
    chunks: createChunkMemory(),
    progress: createWireProgress(),
    lastTurn: 0,
  };
}

/** Whether something of the job is under way that must not be cut off by letting the process die. */
export function isBusy({
  requests,
  staging,
  mailbox,
  isHandling,
  postponed,
  isComparing,
}: JobEntry): boolean {
  return (
    requests.size > 0 ||
    staging !== undefined ||
    mailbox.length > 0 ||
    isHandling ||
    postponed > 0 ||
    isComparing
  );
}
