/**
 * Holds a lock as long as this context lives. The browser frees it whatever way the context ends, which no message and
 * no event of a port is sure to tell.
 * @returns its name, once it is held
 */
export async function holdLifeLock(): Promise<string> {
  const name = `alive-${crypto.randomUUID()}`;
  await new Promise<void>((resolve) => {
    void navigator.locks.request(name, () => {
      resolve();
      return new Promise<never>(() => undefined);
    });
  });
  return name;
}

/** Resolves when the context that holds this lock has ended. */
export async function lifeEnds(name: string): Promise<void> {
  await navigator.locks.request(name, () => undefined);
}
