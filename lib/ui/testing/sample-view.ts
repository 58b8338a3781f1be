import type { JobId } from '../../core/job.ts';
import { mainProfileId } from '../../core/profile.ts';
import type { JobView } from '../../protocol/messages.ts';

let made = 0;

/** An upload as a page sees it, in the middle of its three parts but for what is given. */
export function sampleView(facts: Partial<JobView> = {}): JobView {
  made += 1;
  return {
    id: `view-${made}` as JobId,
    name: 'a.bin',
    sizeBytes: 30_000_000,
    mimetype: 'application/octet-stream',
    createdAtMs: made,
    profile: mainProfileId,
    state: 'uploading',
    partCount: 3,
    storedParts: 1,
    storedBytes: 10_000_000,
    sentBytes: 15_000_000,
    retries: 0,
    restarts: 0,
    isLive: false,
    canRetry: false,
    ...facts,
  };
}
