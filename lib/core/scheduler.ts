import type { JobId } from './job.ts';
import { MOST_PARTS_AT_ONCE } from './link-pace.ts';

/** A job that could use one more request now. */
export interface SlotRequest {
  readonly id: JobId;
  /** Whom it would ask; limits are per host. */
  readonly host: string;
  /** Its own requests under way. */
  readonly inFlight: number;
  /** When it was last given a slot, as a count of grants; 0 for never. */
  readonly lastTurn: number;
}

/** How many requests a host takes at once, as it has shown. */
export interface HostPace {
  readonly limit: number;
  /** Parts stored since the limit last changed. */
  readonly goodParts: number;
}

/** How many requests may be on the wire. */
export interface SlotLimits {
  /** Of all jobs at once. */
  readonly global: number;
  readonly perHost: number;
}

export const defaultSlotLimits: SlotLimits = { global: 12, perHost: MOST_PARTS_AT_ONCE };

/**
 * Parts that are hashed and signed while all that may be on the wire are there: of a host, of all together, and of a job
 * that has as many on the wire. With 50 ms to each answer, one leaves places on the wire empty for want of a signature,
 * and five gain nothing more than three.
 */
export const PARTS_PREPARED_AHEAD = 3;

/** So many good parts give a throttled host one step back. */
const RECOVERY_PARTS = 20;

export function fullPace({ perHost }: SlotLimits): HostPace {
  return { limit: perHost, goodParts: 0 };
}

/** The host has throttled: half as many at once. */
export function slowDown({ limit }: HostPace): HostPace {
  return { limit: Math.max(1, Math.floor(limit / 2)), goodParts: 0 };
}

/** The host has stored a part. */
export function speedUp({ limit, goodParts }: HostPace, { perHost }: SlotLimits): HostPace {
  if (limit >= perHost) return { limit: perHost, goodParts: 0 };
  return goodParts + 1 >= RECOVERY_PARTS
    ? { limit: limit + 1, goodParts: 0 }
    : { limit, goodParts: goodParts + 1 };
}

/**
 * The job that gets the next slot: of those whose host has room, the one with the fewest requests under way, among
 * equals the one that has waited longest. So a small file passes a large one, and nobody waits for ever.
 * @param requests looked through only when there is room at all
 * @param inFlight requests under way, of every job, by host
 */
export function nextSlot<Request extends SlotRequest>(
  requests: Iterable<Request>,
  inFlight: ReadonlyMap<string, number>,
  paceOf: (host: string) => HostPace,
  limits: SlotLimits,
): Request | undefined {
  const total = [...inFlight.values()].reduce((sum, count) => sum + count, 0);
  if (total >= limits.global + PARTS_PREPARED_AHEAD) return undefined;
  let best: Request | undefined;
  // No list on the way: there may be thousands, and one of them is asked for after each answer.
  for (const request of requests) {
    const { host } = request;
    if ((inFlight.get(host) ?? 0) >= paceOf(host).limit + PARTS_PREPARED_AHEAD) continue;
    if (best === undefined || isBefore(request, best)) best = request;
    // None can come before one that never had a turn.
    if (best.inFlight === 0 && best.lastTurn === 0) break;
  }
  return best;
}

function isBefore(a: SlotRequest, b: SlotRequest): boolean {
  return a.inFlight !== b.inFlight ? a.inFlight < b.inFlight : a.lastTurn < b.lastTurn;
}
