/** Runs tasks of the same name one after another, others side by side. */
export interface KeyedLock {
  run<Result>(name: string, task: () => Promise<Result>): Promise<Result>;
}

export function createKeyedLock(): KeyedLock {
  const tails = new Map<string, Promise<unknown>>();
  return {
    async run(name, task) {
      const result = (tails.get(name) ?? Promise.resolve()).then(task);
      const tail = result.catch(() => undefined);
      tails.set(name, tail);
      try {
        return await result;
      } finally {
        if (tails.get(name) === tail) tails.delete(name);
      }
    },
  };
}
