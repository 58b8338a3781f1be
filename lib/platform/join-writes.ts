interface Waiting<T, R> {
  readonly items: readonly T[];
  resolve(result: R): void;
  reject(reason: unknown): void;
}

/**
 * Makes writes wait for one another, and joins those that have waited: the disk is waited for once for all of them. They
 * are written in the order in which they were asked for. Where a joined write fails, each is written on its own, so that
 * one that can't be written is no other's fault.
 * @param write all or nothing; what it resolves to is told to each that was joined
 * @param mayJoin whether these may be written together with others
 */
export function joinWrites<T, R>(
  write: (items: readonly T[]) => Promise<R>,
  mayJoin: (items: readonly T[]) => boolean,
): (items: readonly T[]) => Promise<R> {
  const queue: Waiting<T, R>[] = [];
  let isWriting = false;

  function takeTogether(first: Waiting<T, R>): readonly Waiting<T, R>[] {
    if (!mayJoin(first.items)) return [first];
    const end = queue.findIndex(({ items }) => !mayJoin(items));
    return [first, ...queue.splice(0, end === -1 ? queue.length : end)];
  }

  async function writeAlone({ items, resolve, reject }: Waiting<T, R>): Promise<void> {
    await write(items).then(resolve, reject);
  }

  async function writeTogether(together: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const result = await write(together.flatMap(({ items }) => items));
      for (const { resolve } of together) resolve(result);
    } catch {
      for (const one of together) await writeAlone(one);
    }
  }

  async function writeQueue(): Promise<void> {
    isWriting = true;
    for (let first = queue.shift(); first !== undefined; first = queue.shift()) {
      const together = takeTogether(first);
      await (together.length === 1 ? writeAlone(first) : writeTogether(together));
    }
    isWriting = false;
  }

  return (items) =>
    new Promise((resolve, reject) => {
      queue.push({ items, resolve, reject });
      if (!isWriting) void writeQueue();
    });
}
