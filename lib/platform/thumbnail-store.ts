import * as v from 'valibot';
import type { JobId } from '../core/job.ts';
import { thumbnailSchema } from '../protocol/thumbnail.ts';
import type { DatabaseConnection } from './database.ts';
import type { Ownership } from './ownership.ts';

/** Small pictures of uploads, beside the journal. They go when their job is forgotten; nothing depends on them. */
export interface ThumbnailStore {
  /** Keeps one, as long as its job is there. */
  put(jobId: JobId, thumbnail: string): Promise<void>;
  /** In the order of the ids; null where there is none. */
  read(jobIds: readonly JobId[]): Promise<readonly (string | null)[]>;
}

export function createThumbnailStore(connection: DatabaseConnection, ownership: Ownership): ThumbnailStore {
  return {
    async put(jobId, thumbnail) {
      await connection.use(async (database) => {
        if (connection.isNewer()) return;
        const writing = database.transaction(['meta', 'jobs', 'finished', 'thumbnails'], 'readwrite');
        const isOurs = (await ownership.read(writing.objectStore('meta'))) === 'this';
        const counts = await Promise.all(
          (['jobs', 'finished'] as const).map((store) => writing.objectStore(store).count(jobId)),
        );
        // A job that was forgotten while it was drawn leaves nothing behind.
        if (isOurs && counts.some((count) => count > 0)) {
          await writing.objectStore('thumbnails').put(thumbnail, jobId);
        }
        await writing.done;
      });
    },

    read: (jobIds) =>
      connection.use(async (database) => {
        // A version that is newer may keep them elsewhere.
        if (!database.objectStoreNames.contains('thumbnails')) return jobIds.map(() => null);
        const { store } = database.transaction('thumbnails');
        const records = await Promise.all(jobIds.map((jobId) => store.get(jobId)));
        return records.map((record) => {
          const thumbnail = v.safeParse(thumbnailSchema, record);
          return thumbnail.success ? thumbnail.output : null;
        });
      }),
  };
}
