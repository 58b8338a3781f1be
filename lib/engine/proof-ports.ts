import type { StoredFile } from '../core/job.ts';
import type { StoreOptions } from '../core/store-options.ts';
import type { Policy } from '../protocol/policy.ts';
import type { Clock, Destination, Transport } from './ports.ts';

/** The bytes behind the link of a stored file. Rejects with an `UploadError`: `auth` when they are not for us. */
export type ReadFile = (file: StoredFile, signal: AbortSignal) => Promise<Uint8Array>;

/** What a test upload is made with. */
export interface ProofPorts {
  readonly destination: Destination;
  readonly transport: Transport;
  readonly readFile: ReadFile;
  readonly clock: Pick<Clock, 'schedule'>;
}

/** Where the test file goes, and what the account's policy says, as far as it can be read. */
export interface ProofRequest {
  readonly store: StoreOptions;
  /** Absent where none was given. */
  readonly policy?: Policy;
}
