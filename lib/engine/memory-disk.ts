import type { JobId } from '../core/job.ts';

/**
 * A journal's records and staged bytes in memory: of a client whose uploads end with it, and of tests. Journals and blob
 * stores that are opened over one disk see the same, as after a restart or beside each other. Records are `unknown` here
 * on purpose, so that tests can lay broken ones.
 */
export interface MemoryDisk {
  readonly jobs: Map<string, unknown>;
  /** Records of parts, by job and then by part number. */
  readonly parts: Map<JobId, Map<number, unknown>>;
  readonly blobs: Map<JobId, Blob>;
  /** Job records that could not be read, as they were. */
  readonly quarantine: Map<string, unknown>;
  /** How often the journal was opened; its owner is who opened it last. */
  epoch: number;
  /** A newer version wrote it: it may be read and not changed. */
  isNewer: boolean;
  /** Nothing more can be written. Removing still works, as with a quota. */
  isFull: boolean;
}

export function createMemoryDisk(): MemoryDisk {
  return {
    jobs: new Map(),
    parts: new Map(),
    blobs: new Map(),
    quarantine: new Map(),
    epoch: 0,
    isNewer: false,
    isFull: false,
  };
}
