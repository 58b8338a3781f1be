import type { JobId } from '../core/job.ts';
import type { JobEntry } from './job-entry.ts';

/** The jobs that this process knows of. */
export interface JobRoster {
  readonly entries: Map<JobId, JobEntry>;
  /** Those of them that may still do something: a long history costs nothing. */
  readonly active: Set<JobEntry>;
}

export function createRoster(): JobRoster {
  return { entries: new Map(), active: new Set() };
}
