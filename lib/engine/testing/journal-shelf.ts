import type { JobId } from '../../core/job.ts';
import type { BlobStore, Journal } from '../ports.ts';

/** One place where journals keep their records, empty at first. */
export interface JournalShelf {
  /** A journal and staged bytes over it, as a process of its own has them. */
  openProcess(): { readonly journal: Journal; readonly blobs: BlobStore };
  /** Lays a job record as it is. */
  layJob(key: string, record: unknown): Promise<void>;
  /** Lays a part record as it is. */
  layPart(jobId: JobId, partNumber: number, record: unknown): Promise<void>;
  /** Lets a newer version take it, which may happen beside open journals. */
  makeNewer(): Promise<void>;
  /** Loses all that is kept, beside open journals, as a browser does that begins its database anew. */
  lose(): Promise<void>;
  /** All that is kept, in a form that is equal as long as nothing was changed. */
  dump(): Promise<unknown>;
}

export type CreateShelf = () => JournalShelf;

/** A shelf, and a journal that owns it. */
export async function openShelf(createShelf: CreateShelf) {
  const shelf = createShelf();
  const { journal, blobs } = shelf.openProcess();
  await journal.open();
  return { shelf, journal, blobs };
}

/** What the next process finds. */
export async function reopen(shelf: JournalShelf) {
  const { journal } = shelf.openProcess();
  return { journal, ...(await journal.open()) };
}
