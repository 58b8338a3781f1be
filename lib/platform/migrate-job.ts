import { defaultUploadOptions } from '../core/upload-options.ts';

/** A job record of version 1 as one of version 2; what is no record stays as it is, to be quarantined. */
export function migrateJobV1(record: unknown): unknown {
  if (typeof record !== 'object' || record === null || !('state' in record)) return record;
  const { state } = record;
  const createdAtMs = 'createdAtMs' in record ? record.createdAtMs : 0;
  const isFailed = typeof state === 'object' && state !== null && 'name' in state && state.name === 'failed';
  return {
    ...record,
    // Version 1 did not say when a job failed; when it was made is the nearest that is known.
    state: isFailed ? { ...state, atMs: createdAtMs } : state,
    options: defaultUploadOptions,
    source: 'staged',
    restarts: 0,
    rung: 0,
  };
}
