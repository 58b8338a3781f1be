import type { IDBPIndex, StoreNames } from 'idb';
import * as v from 'valibot';
import type { UploadJob } from '../core/job.ts';
import { FINISHED_PAGE, type JobPlace } from '../engine/ports.ts';
import { uploadJobSchema } from '../protocol/job-record.ts';
import type { UploadsSchema } from './database.ts';

type Names = ArrayLike<StoreNames<UploadsSchema>>;

/** The newest jobs that are over, or those that come after a place, at most a page: no more than that is read. */
export async function readFinished<Mode extends IDBTransactionMode>(
  byTime: IDBPIndex<UploadsSchema, Names, 'finished', 'by-time', Mode>,
  after?: JobPlace,
): Promise<readonly UploadJob[]> {
  const range = after && IDBKeyRange.upperBound([after.createdAtMs, after.id], true);
  const jobs: UploadJob[] = [];
  let cursor = await byTime.openCursor(range, 'prev');
  while (cursor !== null) {
    const result = v.safeParse(uploadJobSchema, cursor.value);
    if (result.success) jobs.push(result.output);
    if (jobs.length === FINISHED_PAGE) break;
    cursor = await cursor.continue();
  }
  return jobs;
}
