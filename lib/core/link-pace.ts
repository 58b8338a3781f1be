import { MIN_PART_SIZE_BYTES } from './part-plan.ts';

/** What the link has shown lately: for the time that a part may take, and for jobs that leave their options to it. */
export interface LinkPace {
  /** Parts of one job that may be on the wire at once. */
  readonly partsAtOnce: number;
  /** What one connection moves; undefined before the first part, and after one that stalled. */
  readonly bytesPerMs?: number;
}

/** More connections than this a browser doesn't open to a host over HTTP/1.1 (measured in Chromium and Firefox). */
export const MOST_PARTS_AT_ONCE = 6;

/** Before anything is known: Filestack's default. */
export const firstLinkPace: LinkPace = { partsAtOnce: 5 };

/** A part that takes longer loses too much when its connection breaks. */
const TOO_LONG_MS = 30_000;
/** A part that takes less leaves room for one more beside it. */
const SHORT_MS = 10_000;
/** A part should take about this long: so the answer to each is a small share of its time. */
const GOOD_PART_MS = 2_000;
/** Under a bandwidth limit: a part that has begun can't be slowed down, so only short ones make the pace even. */
const EVEN_PART_MS = 1_000;
/** What a kill may cost: so many bytes of each connection are sent again. */
const MOST_PART_SIZE_BYTES = 32 * 1024 ** 2;

const MIB = 1024 ** 2;

/** A part was stored after so long on the wire: one connection more or less, or as many as now. */
export function afterPart({ partsAtOnce }: LinkPace, sizeBytes: number, elapsedMs: number): LinkPace {
  const bytesPerMs = sizeBytes / Math.max(1, elapsedMs);
  // As if it were a part of the least size: how long a larger one takes is up to us and not to the link.
  const leastPartMs = MIN_PART_SIZE_BYTES / bytesPerMs;
  if (leastPartMs > TOO_LONG_MS) return { partsAtOnce: Math.max(1, partsAtOnce - 1), bytesPerMs };
  if (leastPartMs > SHORT_MS) return { partsAtOnce, bytesPerMs };
  return { partsAtOnce: Math.min(MOST_PARTS_AT_ONCE, partsAtOnce + 1), bytesPerMs };
}

/** A connection broke: half as many from now on. */
export function afterBreak(pace: LinkPace): LinkPace {
  return { ...pace, partsAtOnce: Math.max(1, Math.floor(pace.partsAtOnce / 2)) };
}

/** A part ran into its limit: half as many from now on, and what the link moved before says nothing any more. */
export function afterStall({ partsAtOnce }: LinkPace): LinkPace {
  return afterBreak({ partsAtOnce });
}

/**
 * Part size for a link, in whole MiB; the least before anything is known of it.
 * @param bandwidthLimit bytes a second, undefined for none
 */
export function partSizeFor({ bytesPerMs = 0 }: LinkPace, bandwidthLimit?: number): number {
  const wanted = Math.min(
    bytesPerMs * GOOD_PART_MS,
    bandwidthLimit === undefined ? MOST_PART_SIZE_BYTES : (bandwidthLimit / 1000) * EVEN_PART_MS,
    MOST_PART_SIZE_BYTES,
  );
  return Math.max(MIN_PART_SIZE_BYTES, Math.round(wanted / MIB) * MIB);
}
