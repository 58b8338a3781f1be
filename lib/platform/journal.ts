import * as v from 'valibot';
import type { Journal } from '../engine/ports.ts';
import { storedPartSchema, uploadJobSchema } from '../protocol/job-record.ts';
import { parse } from '../protocol/parse.ts';
import { partsOf, type UploadsDatabase } from './database.ts';

/** The journal in IndexedDB: one record a job and one small record a stored part. */
export function createJournal(database: Promise<UploadsDatabase>): Journal {
  return {
    async listJobs() {
      const records = await (await database).getAll('jobs');
      // A record that can't be read stays where it is and hides no other.
      return records.flatMap((record) => {
        const result = v.safeParse(uploadJobSchema, record);
        return result.success ? [result.output] : [];
      });
    },
    async saveJob(job) {
      await (await database).put('jobs', job, job.id);
    },
    async savePart(jobId, part) {
      await (await database).put('parts', part, [jobId, part.partNumber]);
    },
    async listParts(jobId) {
      const records = await (await database).getAll('parts', partsOf(jobId));
      return records.map((record) => parse(storedPartSchema, record, 'a part in the journal'));
    },
    async clearParts(jobId) {
      await (await database).delete('parts', partsOf(jobId));
    },
    async removeJob(jobId) {
      const change = (await database).transaction(['jobs', 'parts', 'blobs'], 'readwrite');
      await Promise.all([
        change.objectStore('jobs').delete(jobId),
        change.objectStore('parts').delete(partsOf(jobId)),
        change.objectStore('blobs').delete(jobId),
        change.done,
      ]);
    },
  };
}
