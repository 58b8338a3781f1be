import type { GetBlob, ObtainedBlob } from '../engine/job-entry.ts';

type Several<T> = readonly [T, ...(readonly T[])];

/**
 * The bytes of an upload that are made together with others'. They may be asked for more than once: what was made is not
 * made again, and what was added is not added again.
 * @param make the first is the upload's own
 * @param add begins an upload for each further one
 */
export function firstOfSeveral<T extends ObtainedBlob>(
  make: (...args: Parameters<GetBlob>) => Promise<Several<T>>,
  add: (other: T) => Promise<unknown>,
): GetBlob {
  let made: Several<T> | undefined;
  let added = 0;
  let last: Promise<unknown> = Promise.resolve();

  const obtain: GetBlob = async (signal, tell) => {
    made ??= await make(signal, tell);
    const [first, ...others] = made;
    for (const other of others.slice(added)) {
      signal.throwIfAborted();
      await add(other);
      added += 1;
    }
    return first;
  };

  return (signal, tell) => {
    const turn = last.then(() => obtain(signal, tell));
    last = turn.catch(() => undefined);
    return turn;
  };
}
