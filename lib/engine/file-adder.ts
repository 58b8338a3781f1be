import type { DestinationRef, JobId, Naming, UploadJob } from '../core/job.ts';
import type { PictureOptions } from '../core/picture-options.ts';
import type { RelativeFolder } from '../core/relative-folder.ts';
import type { StoreOptions } from '../core/store-options.ts';
import type { UploadOptions } from '../core/upload-options.ts';
import { storeKey } from './destination-key.ts';
import type { Engine, Underway } from './engine.ts';
import type { UploadGuard } from './new-upload.ts';
import { hasSameContent } from './same-content.ts';

/** Where a chosen file is to go, and how. */
export interface Target {
  /** Where it lay in the folder that was chosen, if one was; `store` has it in its path. */
  readonly folder?: RelativeFolder;
  readonly destination: DestinationRef;
  readonly store: StoreOptions;
  readonly options: UploadOptions;
  readonly guard?: UploadGuard;
  /** Absent where names are kept. */
  readonly naming?: Naming;
  /** Absent where pictures are stored as they are. */
  readonly pictures?: PictureOptions;
}

export interface AddedFile {
  readonly jobId: JobId;
  /** It was on its way already: chosen twice, or in two windows. */
  readonly isKnown: boolean;
}

/**
 * Adds files that people choose, and each of them once while it is on its way. A file is taken for a known one only when
 * name, size, time, type and target agree, it is treated and named in the same way, and its bytes have been compared, all of them: of two files that merely look
 * alike none may be lost. Once an upload has ended, the same file is a new one again.
 */
export function createFileAdder(
  engine: Pick<Engine, 'add' | 'underway' | 'views'>,
): (file: File, target: Target) => Promise<AddedFile> {
  /** Files that look alike are added one after the other, or two windows would not see each other's. */
  const turns = new Map<string, Promise<unknown>>();

  function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(key) ?? Promise.resolve()).then(work, work);
    turns.set(key, turn);
    const leave = () => {
      if (turns.get(key) === turn) turns.delete(key);
    };
    turn.then(leave, leave);
    return turn;
  }

  function isWanted(id: JobId): boolean {
    const view = engine.views().find((job) => job.id === id);
    return view !== undefined && !['failed', 'cancelling', 'cancelled'].includes(view.state);
  }

  async function findKnown(file: File, target: Target): Promise<JobId | undefined> {
    const lookAlikes = engine
      .underway()
      .filter(({ job, sizeBytes }) => job.name === file.name && sizeBytes === file.size)
      .filter(({ job }) => hasSameTarget(job, target) && isWanted(job.id));
    for (const known of lookAlikes) {
      // It may have been cancelled while it was being read.
      if ((await isSameFile(known, file)) && isWanted(known.job.id)) return known.job.id;
    }
    return undefined;
  }

  return (file, target) =>
    inTurn(`${file.size} ${file.name}`, async () => {
      const known = await findKnown(file, target);
      if (known !== undefined) return { jobId: known, isKnown: true };
      const { name, size: sizeBytes, type: mimetype } = file;
      const getBlob = async () => ({ blob: file });
      return { jobId: await engine.add({ name, sizeBytes, mimetype, ...target, getBlob }), isKnown: false };
    });
}

/** One that was added before its metadata were to be taken out would still be sent with them. */
function hasSameTarget(job: UploadJob, { destination, store, pictures, naming }: Target): boolean {
  const wishes = ({ removesMetadata, convertTo, quality, longestSide }: PictureOptions) =>
    JSON.stringify([removesMetadata, convertTo, quality, longestSide]);
  return (
    job.destination.profile === destination.profile &&
    storeKey(job.store) === storeKey(store) &&
    (job.pictures && wishes(job.pictures)) === (pictures && wishes(pictures)) &&
    job.naming?.template === naming?.template
  );
}

/** What can't be read is no reason to leave a file out. */
async function isSameFile({ bytes }: Underway, file: File): Promise<boolean> {
  try {
    const known = await bytes();
    if (!(known instanceof File) || known.lastModified !== file.lastModified || known.type !== file.type) {
      return false;
    }
    return await hasSameContent(known, file);
  } catch {
    return false;
  }
}
