import { defaultUploadOptions } from '../core/upload-options.ts';

/** A job record of version 1 as one of version 2; what is no record stays as it is, to be quarantined. */
export function migrateJobV1(record: unknown): unknown {
  if (typeof record !== 'object' || record === null || !('state' in record)) return record;
  const createdAtMs = 'createdAtMs' in record ? record.createdAtMs : 0;
  return {
    ...record,
    state: migrateStateV1(record.state, createdAtMs),
    options: defaultUploadOptions,
    source: 'staged',
    restarts: 0,
    failures: 0,
    completeAsks: 0,
    rung: 0,
  };
}

function migrateStateV1(state: unknown, createdAtMs: unknown): unknown {
  if (typeof state !== 'object' || state === null || !('name' in state)) return state;
  // Version 1 did not say when a job failed; when it was made is the nearest that is known.
  if (state.name === 'failed') return { ...state, atMs: createdAtMs };
  // It did not keep what it verified either: asking to complete again gives the same answer.
  if (state.name === 'verifying') return { name: 'completing' };
  return state;
}
