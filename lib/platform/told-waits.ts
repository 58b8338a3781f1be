import * as v from 'valibot';
import type { JobId } from '../core/job.ts';
import { jobIdSchema } from '../protocol/job-record.ts';
import type { DatabaseConnection } from './database.ts';

const KEY = 'told-waits';
const idsSchema = v.fallback(v.array(jobIdSchema), []);

/** Which uploads the person has been told of that they wait for them: after a restart they are not told again. */
export interface ToldWaits {
  /** None where they can't be read. */
  read(): Promise<readonly JobId[]>;
  keep(ids: readonly JobId[]): Promise<void>;
}

export function createToldWaits(connection: DatabaseConnection): ToldWaits {
  return {
    read: async () =>
      v.parse(idsSchema, await connection.use((database) => database.get('meta', KEY)).catch(() => [])),
    async keep(ids) {
      // A newer version's database is not changed.
      await connection
        .use(async (database) => connection.isNewer() || database.put('meta', [...ids], KEY))
        .catch(() => undefined);
    },
  };
}
