import * as v from 'valibot';
import type { JobId } from '../core/job.ts';
import { jobIdSchema } from '../protocol/job-record.ts';
import type { DatabaseConnection } from './database.ts';

/** What the person has been told; it outlives the process, so that nothing is told twice. */
export interface Told<T> {
  /** Where it can't be read, as if nothing had been kept. */
  read(): Promise<T>;
  /** @returns whether it is kept; never rejects */
  keep(told: T): Promise<boolean>;
}

/** Which uploads the person has been told of that they wait for them. */
export function createToldWaits(connection: DatabaseConnection): Told<readonly JobId[]> {
  return toldRecord(connection, 'told-waits', v.fallback(v.array(jobIdSchema), []));
}

/** Until when ends of uploads have been told, in ms since 1970; undefined before the first time. */
export function createToldEnds(connection: DatabaseConnection): Told<number | undefined> {
  return toldRecord(connection, 'told-ends', v.fallback(v.optional(v.number()), undefined));
}

function toldRecord<T>(
  connection: DatabaseConnection,
  key: string,
  schema: v.GenericSchema<unknown, T>,
): Told<T> {
  return {
    read: async () =>
      v.parse(schema, await connection.use((database) => database.get('meta', key)).catch(() => undefined)),
    async keep(told) {
      try {
        // A newer version's database is not changed.
        return await connection.use(async (database) => {
          if (connection.isNewer()) return false;
          await database.put('meta', told, key);
          return true;
        });
      } catch {
        return false;
      }
    },
  };
}
