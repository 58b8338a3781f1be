import { createHash } from 'node:crypto';

/** Work under way in this process, by the digest of the request that asked for it: a shortcut, never the truth. */
export type Running<T> = Map<string, Promise<T>>;

/**
 * Does some work, or joins the very same that still runs. `pending` when it takes longer than `waitMs`: it goes on, and
 * the client's next call joins it or, in another process, finds its result in the bucket.
 */
export async function joinRunning<T>(
  allRunning: Running<T>,
  request: string,
  waitMs: number | undefined,
  work: () => Promise<T>,
): Promise<T | 'pending'> {
  const name = createHash('sha256').update(request).digest('base64');
  let running = allRunning.get(name);
  if (!running) {
    running = work().finally(() => allRunning.delete(name));
    allRunning.set(name, running);
    running.catch(() => {}); // whoever waits hears of it
  }
  if (waitMs === undefined) return running;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<'pending'>((resolve) => {
    timer = setTimeout(() => resolve('pending'), waitMs);
  });
  return Promise.race([running, patience]).finally(() => clearTimeout(timer));
}
