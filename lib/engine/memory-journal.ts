import * as v from 'valibot';
import { isOver, type UploadJob } from '../core/job.ts';
import { UploadError } from '../core/upload-error.ts';
import { storedPartSchema, uploadJobSchema } from '../protocol/job-record.ts';
import { checkOwner, loseDisk, type MemoryDisk, type MemoryProcess, takeDisk } from './memory-disk.ts';
import { FINISHED_PAGE, type JobPlace, type Journal, type JournalChange, OUTDATED_PAGE } from './ports.ts';

/**
 * A journal in memory. Several can be opened over one disk: the one that was opened last owns it. What it stores and
 * gives back are copies. A commit takes effect one microtask after it was asked for, as a whole and in the order asked:
 * a crash is to drop the journal and open another one over the same disk.
 */
export function createMemoryJournal(disk: MemoryDisk, process: MemoryProcess): Journal {
  return {
    async open() {
      await Promise.resolve();
      const { badBoots } = disk;
      if (disk.isNewer) return { jobs: openedJobs(disk), badBoots, quarantined: 0, isReadOnly: true };
      if (disk.isFull) throw full();
      takeDisk(disk, process);
      setBrokenAside(disk);
      return { jobs: openedJobs(disk), badBoots, quarantined: disk.quarantine.size, isReadOnly: false };
    },

    async commit(changes) {
      // Before anything waits: what the caller does to its objects afterwards must not get in.
      const copies = changes.map(copyOfChange);
      await Promise.resolve();
      refuseNewer(disk);
      checkOwner(disk, process);
      write(copies);
    },

    async restore(changes) {
      const copies = changes.map(copyOfChange);
      await Promise.resolve();
      refuseNewer(disk);
      if (disk.owner === process) return;
      if (disk.owner !== undefined || disk.lastOwner !== process) checkOwner(disk, process);
      if (disk.isFull) throw full();
      takeDisk(disk, process);
      write(copies);
    },

    async listParts(jobId) {
      await Promise.resolve();
      if (disk.owner === undefined && !disk.isNewer) checkOwner(disk, process);
      const records = [...(disk.parts.get(jobId) ?? [])].sort(([a], [b]) => a - b);
      return records.flatMap(([, record]) => {
        const result = v.safeParse(storedPartSchema, structuredClone(record));
        return result.success ? [result.output] : [];
      });
    },

    async listFinished(after) {
      await Promise.resolve();
      return finishedPage(disk, after);
    },

    async readFinished(jobId) {
      await Promise.resolve();
      return readableJobs(disk).find(({ id, state }) => id === jobId && isOver(state));
    },

    async listOutdated({ mostJobs = Number.POSITIVE_INFINITY, keptSinceMs = Number.NEGATIVE_INFINITY }) {
      await Promise.resolve();
      return newestFirst(readableJobs(disk).filter(({ state }) => isOver(state)))
        .filter(({ createdAtMs }, index) => index >= mostJobs || createdAtMs < keptSinceMs)
        .map(({ id }) => id)
        .slice(0, OUTDATED_PAGE);
    },

    async findStored(destinationKey, sizeBytes) {
      await Promise.resolve();
      return newestFirst(readableJobs(disk))
        .filter((job) => job.state.name === 'succeeded')
        .filter((job) => job.destinationKey === destinationKey && job.sizeBytes === sizeBytes)
        .slice(0, FINISHED_PAGE);
    },
  };

  function write(changes: readonly JournalChange[]): void {
    if (disk.isFull && changes.some(({ type }) => type.startsWith('save-'))) {
      if (disk.isFragile) loseDisk(disk);
      throw full();
    }
    for (const change of changes) carryOut(change, disk);
  }
}

function refuseNewer({ isNewer }: MemoryDisk): void {
  if (isNewer) throw new UploadError('storage', 'the journal is a newer version’s', { step: 'save' });
}

/** In the order in which IndexedDB has them: first those that are not over. */
function openedJobs(disk: MemoryDisk): readonly UploadJob[] {
  return [...readableJobs(disk).filter(({ state }) => !isOver(state)), ...finishedPage(disk)];
}

const isOlder = (job: JobPlace, than: JobPlace) =>
  job.createdAtMs < than.createdAtMs || (job.createdAtMs === than.createdAtMs && job.id < than.id);

const newestFirst = (jobs: readonly UploadJob[]) => [...jobs].sort((a, b) => (isOlder(a, b) ? 1 : -1));

function finishedPage(disk: MemoryDisk, after?: JobPlace): readonly UploadJob[] {
  const jobs = readableJobs(disk).filter(
    (job) => isOver(job.state) && (after === undefined || isOlder(job, after)),
  );
  return newestFirst(jobs).slice(0, FINISHED_PAGE);
}

/** @throws UploadError `storage` for what can't be a record or the key of one */
function copyOfChange(change: JournalChange): JournalChange {
  if (change.type === 'save-part' && !Number.isFinite(change.part.partNumber)) {
    throw new UploadError('storage', 'the part number is no key', { step: 'save' });
  }
  try {
    return structuredClone(change);
  } catch (cause) {
    throw new UploadError('storage', 'the change can’t be copied', { step: 'save' }, cause);
  }
}

function carryOut(change: JournalChange, disk: MemoryDisk): void {
  const { jobs, parts, blobs, quarantine } = disk;
  switch (change.type) {
    case 'save-job':
      jobs.set(change.job.id, change.job);
      break;
    case 'save-part': {
      const ofJob = parts.get(change.jobId) ?? new Map<number, unknown>();
      parts.set(change.jobId, ofJob.set(change.part.partNumber, change.part));
      break;
    }
    case 'clear-parts':
      parts.delete(change.jobId);
      break;
    case 'remove-job':
      jobs.delete(change.jobId);
      parts.delete(change.jobId);
      blobs.delete(change.jobId);
      break;
    case 'save-bad-boots':
      disk.badBoots = change.badBoots;
      break;
    case 'set-aside':
      if (jobs.has(change.jobId)) quarantine.set(change.jobId, jobs.get(change.jobId));
      jobs.delete(change.jobId);
  }
}

function setBrokenAside({ jobs, quarantine }: MemoryDisk): void {
  for (const [key, record] of jobs) {
    if (v.is(uploadJobSchema, record)) continue;
    quarantine.set(key, record);
    jobs.delete(key);
  }
}

/** In the order of their ids, as IndexedDB lists them. */
function readableJobs({ jobs }: MemoryDisk): readonly UploadJob[] {
  const records = [...jobs].sort(([a], [b]) => (a < b ? -1 : 1));
  return records.flatMap(([, record]) => {
    const result = v.safeParse(uploadJobSchema, structuredClone(record));
    return result.success ? [result.output] : [];
  });
}

function full(): UploadError {
  return new UploadError('storage', 'the disk is full', { step: 'save' });
}
