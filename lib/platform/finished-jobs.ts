import type { IDBPIndex, StoreNames } from 'idb';
import * as v from 'valibot';
import type { JobId, UploadJob } from '../core/job.ts';
import { FINISHED_PAGE, type HistoryLimits, type JobPlace, OUTDATED_PAGE } from '../engine/ports.ts';
import { jobIdSchema, uploadJobSchema } from '../protocol/job-record.ts';
import type { UploadsSchema } from './database.ts';

type Names = ArrayLike<StoreNames<UploadsSchema>>;

/** The newest jobs that are over, or those that come after a place, at most a page: no more than that is read. */
export async function readFinished<Mode extends IDBTransactionMode>(
  byTime: IDBPIndex<UploadsSchema, Names, 'finished', 'by-time', Mode>,
  after?: JobPlace,
): Promise<readonly UploadJob[]> {
  const range = after && IDBKeyRange.upperBound([after.createdAtMs, after.id], true);
  return await readPage(await byTime.openCursor(range, 'prev'));
}

/** The newest jobs that have stored so many bytes at a place, at most a page. */
export async function readStored<Mode extends IDBTransactionMode>(
  bySize: IDBPIndex<UploadsSchema, Names, 'finished', 'by-size', Mode>,
  destinationKey: string,
  sizeBytes: number,
): Promise<readonly UploadJob[]> {
  const [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY].map((createdAtMs) => [
    'succeeded',
    destinationKey,
    sizeBytes,
    createdAtMs,
  ]);
  return await readPage(await bySize.openCursor(IDBKeyRange.bound(least, most), 'prev'));
}

/** Ids of those beyond a limit, at most `OUTDATED_PAGE`: of those that are kept none is read, however many they are. */
export async function readOutdated<Mode extends IDBTransactionMode>(
  byTime: IDBPIndex<UploadsSchema, Names, 'finished', 'by-time', Mode>,
  { mostJobs, keptSinceMs }: HistoryLimits,
): Promise<readonly JobId[]> {
  const ids = new Set<JobId>();
  async function take(first: IdCursor | null): Promise<void> {
    for (let cursor = first; cursor !== null && ids.size < OUTDATED_PAGE; cursor = await cursor.continue()) {
      const id = v.safeParse(jobIdSchema, cursor.primaryKey);
      if (id.success) ids.add(id.output);
    }
  }
  if (keptSinceMs !== undefined) {
    // An array is after all arrays that it begins with, so that none of that very time is among them.
    await take(await byTime.openKeyCursor(IDBKeyRange.upperBound([keptSinceMs], true), 'prev'));
  }
  if (mostJobs !== undefined) {
    const newest = await byTime.openKeyCursor(null, 'prev');
    await take(mostJobs > 0 && newest !== null ? await newest.advance(mostJobs) : newest);
  }
  return [...ids];
}

interface IdCursor {
  readonly primaryKey: string;
  continue(): Promise<IdCursor | null>;
}

interface JobCursor {
  readonly value: unknown;
  continue(): Promise<JobCursor | null>;
}

async function readPage(first: JobCursor | null): Promise<readonly UploadJob[]> {
  const jobs: UploadJob[] = [];
  let cursor = first;
  while (cursor !== null) {
    const result = v.safeParse(uploadJobSchema, cursor.value);
    if (result.success) jobs.push(result.output);
    if (jobs.length === FINISHED_PAGE) break;
    cursor = await cursor.continue();
  }
  return jobs;
}
