import type { JobEvent } from '../core/job-event.ts';
import { UploadError } from '../core/upload-error.ts';
import type { JobEntry } from './job-entry.ts';
import { type StagingPorts, type StagingTerms, stageBlob } from './stage-blob.ts';

// What a job has under way. An answer is heard only while it is still wanted.

type Hear = (entry: JobEntry, event: JobEvent) => void;

/** Asks something by a name, such as `part 3`, and hears the answer unless the question was dropped meanwhile. */
export async function request(
  entry: JobEntry,
  name: string,
  hear: Hear,
  ask: (signal: AbortSignal) => Promise<JobEvent>,
): Promise<void> {
  const asking = new AbortController();
  entry.requests.set(name, asking);
  const event = await ask(asking.signal);
  if (entry.requests.get(name) !== asking) return;
  entry.requests.delete(name);
  hear(entry, event);
}

/** Drops every question: what is answered after this is not heard. */
export function dropRequests({ requests, places }: JobEntry): void {
  for (const asking of requests.values()) asking.abort(cancelled());
  requests.clear();
  places.freeAll();
}

/** The place on the wire of a part whose outcome has been taken. */
export function freePlace({ places }: JobEntry, event: JobEvent): void {
  if (event.type === 'part-stored') places.free(event.part.partNumber);
  if (event.type === 'part-failed') places.free(event.partNumber);
}

/** Stages the bytes of a job, unless that is under way already. */
export async function stage(
  entry: JobEntry,
  ports: StagingPorts,
  terms: StagingTerms,
  hear: Hear,
): Promise<void> {
  if (entry.staging !== undefined) return;
  const staging = new AbortController();
  entry.staging = staging;
  const event = await stageBlob(entry, ports, terms, staging.signal);
  delete entry.staging;
  if (!staging.signal.aborted) {
    hear(entry, event);
    return;
  }
  // A copy that was finished after all belongs to nobody. The engine looks around, since less is under way now.
  await ports.blobs.remove(entry.live.job.id).catch(() => undefined);
  hear(entry, { type: 'timer-fired' });
}

export function cancelStaging({ staging }: JobEntry): void {
  staging?.abort(cancelled());
}

function cancelled(): UploadError {
  return new UploadError('cancelled', 'the request is no longer wanted');
}
