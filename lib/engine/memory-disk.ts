import type { JobId } from '../core/job.ts';
import { type BadBoots, JournalFenced, JournalLost } from './ports.ts';

/** Who a journal and a blob store belong to. */
export interface MemoryProcess {
  readonly name: string;
}

export const newMemoryProcess = (): MemoryProcess => ({ name: crypto.randomUUID() });

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
  /** How many boots in a row could not take up a job. */
  badBoots: BadBoots;
  /** The process that opened the journal last. Undefined in a new journal, and in one that was lost. */
  owner?: MemoryProcess;
  /** The same, from a source that is not lost with it: what a lock is for the real one. */
  lastOwner?: MemoryProcess;
  /** A newer version wrote it: it may be read and not changed. */
  isNewer: boolean;
  /** Nothing more can be written. Removing still works, as with a quota. */
  isFull: boolean;
  /** A write for which there is no room loses all that is kept, as in a browser that then begins its database anew. */
  isFragile: boolean;
  /** How often it lost all. */
  losses: number;
}

export function createMemoryDisk(): MemoryDisk {
  return {
    jobs: new Map(),
    parts: new Map(),
    blobs: new Map(),
    quarantine: new Map(),
    badBoots: {},
    isNewer: false,
    isFull: false,
    isFragile: false,
    losses: 0,
  };
}

/** Loses all that is kept, as a browser does that begins its database anew on a full disk. */
export function loseDisk(disk: MemoryDisk): void {
  for (const records of [disk.jobs, disk.parts, disk.blobs, disk.quarantine]) records.clear();
  disk.badBoots = {};
  delete disk.owner;
  disk.losses += 1;
}

/** Takes the disk over. */
export function takeDisk(disk: MemoryDisk, process: MemoryProcess): void {
  disk.owner = process;
  disk.lastOwner = process;
}

/** Refuses all but the owner. @throws JournalFenced, JournalLost */
export function checkOwner(disk: MemoryDisk, process: MemoryProcess): void {
  if (disk.owner === process) return;
  if (disk.owner === undefined && disk.lastOwner === process) throw new JournalLost('the disk was lost');
  throw new JournalFenced('the journal was opened by another process');
}
