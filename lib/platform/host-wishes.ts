import * as v from 'valibot';
import type { JobId } from '../core/job.ts';
import { jobIdSchema } from '../protocol/job-record.ts';
import type { DatabaseConnection } from './database.ts';

const KEY = 'host-wishes';
/** A question that nobody has answered for so long was answered with no. */
const LIFE_MS = 10 * 60_000;

const wishesSchema = v.fallback(
  v.array(v.strictObject({ jobId: jobIdSchema, origin: v.pipe(v.string(), v.url()), atMs: v.number() })),
  [],
);
type Wish = v.InferOutput<typeof wishesSchema>[number];

/**
 * What is to be done once a host is allowed. The browser's question closes the popup that asks it, so that nobody but the
 * background can do it; and a worker may be ended while the question stands, so that the database keeps it.
 */
export interface HostWishes {
  /** To be done as soon as the host is allowed, or now where it is. */
  add(jobId: JobId, origin: string): Promise<void>;
  /** A host has been allowed: does what can be done now. */
  fulfil(): Promise<void>;
}

/** @param mayReach whether a host is allowed */
export function createHostWishes(
  connection: DatabaseConnection,
  mayReach: (origin: string) => Promise<boolean>,
  act: (jobId: JobId) => Promise<unknown>,
): HostWishes {
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other, or one would write over what another has added. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = turn.then(work, work);
    turn = done;
    return done;
  }

  const read = async () =>
    v.parse(wishesSchema, await connection.use((database) => database.get('meta', KEY)));

  /** A newer version's database is not changed, nor is there a job in it that could be tried again. */
  async function write(wishes: readonly Wish[]): Promise<void> {
    await connection.use(async (database) => connection.isNewer() || database.put('meta', wishes, KEY));
  }

  async function takeAllowed(): Promise<void> {
    const wishes = (await read()).filter(({ atMs }) => Math.abs(Date.now() - atMs) < LIFE_MS);
    const isAllowed = await Promise.all(wishes.map(({ origin }) => mayReach(origin)));
    const [allowed, left]: [Wish[], Wish[]] = [[], []];
    wishes.forEach((wish, index) => void (isAllowed[index] ? allowed : left).push(wish));
    await write(left);
    for (const { jobId } of allowed) await act(jobId);
  }

  return {
    add: (jobId, origin) =>
      inTurn(async () => {
        const others = (await read()).filter((wish) => wish.jobId !== jobId);
        await write([...others, { jobId, origin, atMs: Date.now() }]);
        await takeAllowed();
      }),
    fulfil: () => inTurn(takeAllowed),
  };
}
