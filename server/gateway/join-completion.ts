import { createHash } from 'node:crypto';
import type { FileRecord } from './file-record.ts';

/** Completes under way, by the digest of their request. */
export type Completions = Map<string, Promise<FileRecord>>;

/**
 * Runs a complete, or joins the very same one that still runs. `pending` when it takes longer than `waitMs`: it goes on,
 * and the client's next call joins it or, in another process, finds its result in the bucket.
 */
export async function joinCompletion(
  completions: Completions,
  request: string,
  waitMs: number | undefined,
  complete: () => Promise<FileRecord>,
): Promise<FileRecord | 'pending'> {
  const name = createHash('sha256').update(request).digest('base64');
  let running = completions.get(name);
  if (!running) {
    running = complete().finally(() => completions.delete(name));
    completions.set(name, running);
    running.catch(() => {}); // whoever waits hears of it
  }
  if (waitMs === undefined) return running;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<'pending'>((resolve) => {
    timer = setTimeout(() => resolve('pending'), waitMs);
  });
  return Promise.race([running, patience]).finally(() => clearTimeout(timer));
}
