import type { JobId, UploadJob, WebSource } from '../core/job.ts';
import type { JobEvent } from '../core/job-event.ts';
import type { LiveJob } from '../core/live-job.ts';
import type { SlotLimits } from '../core/scheduler.ts';
import type { ObtainedBlob, PreparedBlob } from './job-entry.ts';
import type { BlobStore, Clock, Destination, Journal, PartReaders, Transport } from './ports.ts';

/** What can be done with a stored file, as the settings are now. */
export interface StorageTerms {
  /** What its link names in place of the provider's host. */
  readonly linkHost?: string;
  /** It can be deleted from storage, as far as is known. */
  readonly canRemove: boolean;
}

/** What the engine expects of the near future, so that the process can be kept alive or let go. */
export interface Outlook {
  /** Requests are under way, or could be at once. */
  readonly isBusy: boolean;
  /** When a job next goes on by itself. */
  readonly nextWakeMs?: number;
}

/** Everything the engine touches the world with. */
export interface EnginePorts {
  readonly journal: Journal;
  readonly blobs: BlobStore;
  readonly readers: PartReaders;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly limits: SlotLimits;
  newJobId(): JobId;
  /** Made anew for each request, so that corrected settings count. Rejects with `auth` when there are none. */
  destinationFor(job: UploadJob): Promise<Destination>;
  /** Asks for something of the web again, when the process that was clicked in is gone. Absent where nobody clicks. */
  readAgain?(source: WebSource, signal: AbortSignal): Promise<ObtainedBlob>;
  /**
   * What is done to bytes before they are kept; what it has done itself it leaves as it is. Absent where they go as they
   * are, under the name that they have. Rejects with an `UploadError` when nothing may be sent.
   */
  prepare?(job: UploadJob, obtained: ObtainedBlob, signal: AbortSignal): Promise<PreparedBlob>;
  isOnline(): boolean;
  /** What all jobs together may send, in bytes a second; undefined for no limit. Asked for each part anew. */
  bandwidthLimit(): number | undefined;
  /** What the settings say of a stored file now. Absent where they say nothing. */
  termsOf?(job: UploadJob): StorageTerms;
  /** Something that a page shows has changed. */
  onChange(): void;
  /** Bytes are on their way: told often, and nothing of it is in the journal. */
  onProgress(): void;
  onOutlook(outlook: Outlook): void;
  /** A job has succeeded or failed; the journal already says so. */
  onEnd(job: UploadJob): void;
  /** A job has answered an event, and what that came to is in the journal. */
  onStep?(event: JobEvent, live: LiveJob): void;
}
