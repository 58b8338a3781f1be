import type { StoredPart, UploadSession } from '../core/job.ts';
import type { PartRange } from '../core/part-plan.ts';
import type { StoreOptions } from '../core/store-options.ts';
import type { Destination } from './ports.ts';
import { type Carriage, sendRange } from './send-range.ts';

/** What one attempt at one part needs. */
export interface PartAttempt extends Carriage {
  readonly destination: Destination;
  readonly session: UploadSession;
  readonly store: StoreOptions;
  readonly range: PartRange;
}

/** One attempt at one part, in one PUT. Rejects with an `UploadError`. */
export async function uploadPart(attempt: PartAttempt): Promise<StoredPart> {
  const { destination, session, store, range, signal } = attempt;
  return await sendRange(attempt, range, (part) => destination.signPart(session, store, part, signal));
}
