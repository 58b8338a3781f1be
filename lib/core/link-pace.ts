import { MIN_PART_SIZE_BYTES } from './part-plan.ts';

/** What the link has shown lately, for jobs that leave their part size and concurrency to it. */
export interface LinkPace {
  /** Parts of one job that it gets at once. */
  readonly partsAtOnce: number;
  /** What one connection moves; undefined before the first part. */
  readonly bytesPerMs?: number;
}

/** More connections than this a browser doesn't open to a host over HTTP/1.1. */
export const MOST_PARTS_AT_ONCE = 6;

/** Enough to see whether the link carries more; a bad one is not drowned by them. */
export const firstLinkPace: LinkPace = { partsAtOnce: 3 };

/** A part that takes longer loses too much when its connection breaks. */
const TOO_LONG_MS = 30_000;
/** A part that takes less leaves room for one more beside it. */
const SHORT_MS = 10_000;
/** A part should take about this long: so the answer to each is a small share of its time. */
const GOOD_PART_MS = 2_000;
/** What a kill may cost: so many bytes of each connection are sent again. */
const MOST_PART_SIZE_BYTES = 32 * 1024 ** 2;

const MIB = 1024 ** 2;

/** A part was stored after so long on the wire: one connection more or less, or as many as now. */
export function afterPart({ partsAtOnce }: LinkPace, sizeBytes: number, elapsedMs: number): LinkPace {
  const bytesPerMs = sizeBytes / Math.max(1, elapsedMs);
  // A short last part says less of the link than a whole one.
  const wholeMs = MIN_PART_SIZE_BYTES / bytesPerMs;
  if (wholeMs > TOO_LONG_MS) return { partsAtOnce: Math.max(1, partsAtOnce - 1), bytesPerMs };
  if (wholeMs > SHORT_MS) return { partsAtOnce, bytesPerMs };
  return { partsAtOnce: Math.min(MOST_PARTS_AT_ONCE, partsAtOnce + 1), bytesPerMs };
}

/** A connection broke or stalled: half as many from now on. What it moved before says nothing any more. */
export function afterBreak({ partsAtOnce }: LinkPace): LinkPace {
  return { partsAtOnce: Math.max(1, Math.floor(partsAtOnce / 2)) };
}

/** Part size for a link, in whole MiB; the least before anything is known of it. */
export function partSizeFor({ bytesPerMs = 0 }: LinkPace): number {
  const wanted = Math.round((bytesPerMs * GOOD_PART_MS) / MIB) * MIB;
  return Math.min(MOST_PART_SIZE_BYTES, Math.max(MIN_PART_SIZE_BYTES, wanted));
}
