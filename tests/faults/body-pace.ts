import { setTimeout as wait } from 'node:timers/promises';

/** Cuts pieces so small, and waits so long after each, that they come at this pace. */
export async function* paced(
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
  bytesPerSecond: number,
): AsyncGenerator<Buffer> {
  const step = Math.max(1, Math.floor(bytesPerSecond / 10));
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length; from += step) {
      const slice = piece.subarray(from, from + step);
      yield slice;
      await wait((slice.length / bytesPerSecond) * 1000);
    }
  }
}
