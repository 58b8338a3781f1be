import pLimit, { type LimitFunction } from 'p-limit';
import { type LiveJob, requestsInFlight, wantsSlot } from '../core/live-job.ts';
import {
  fullPace,
  type HostPace,
  nextSlot,
  type SlotLimits,
  type SlotRequest,
  slowDown,
  speedUp,
} from '../core/scheduler.ts';
import type { JobEntry } from './job-entry.ts';
import type { Link } from './put-pace.ts';

/** Gives out slots for requests and places on the wire, under the limits that hosts have shown they can take. */
export interface SlotKeeper {
  /** The entry that gets the next slot, marked as granted; undefined when none wants one or nothing is free. */
  next(entries: Iterable<JobEntry>, nowMs: number): JobEntry | undefined;
  partStored(live: LiveJob): void;
  throttled(live: LiveJob): void;
  /** What the host of a job takes onto the wire at once, of all jobs. */
  wireOf(live: LiveJob): LimitFunction;
}

export function createSlotKeeper(limits: SlotLimits, link: Link): SlotKeeper {
  const paces = new Map<string, HostPace>();
  const wires = new Map<string, LimitFunction>();
  let turns = 0;

  const hostOf = ({ job }: LiveJob): string => job.session?.locationUrl ?? job.destination.kind;
  const paceOf = (host: string): HostPace => paces.get(host) ?? fullPace(limits);
  const setPace = (live: LiveJob, change: (pace: HostPace) => HostPace) =>
    paces.set(hostOf(live), change(paceOf(hostOf(live))));

  function* wanting(entries: Iterable<JobEntry>, nowMs: number): Iterable<SlotRequest & { entry: JobEntry }> {
    for (const entry of entries) {
      const { live, isHandling, lastTurn } = entry;
      if (isHandling || !wantsSlot(live, link.pace, nowMs)) continue;
      yield { entry, id: live.job.id, host: hostOf(live), inFlight: requestsInFlight(live), lastTurn };
    }
  }

  return {
    next(entries, nowMs) {
      const inFlight = new Map<string, number>();
      for (const { live, isGranted } of entries) {
        // A grant that is still being committed is as good as a request.
        const requests = requestsInFlight(live) + (isGranted ? 1 : 0);
        if (requests === 0) continue;
        const host = hostOf(live);
        inFlight.set(host, (inFlight.get(host) ?? 0) + requests);
      }
      const entry = nextSlot(wanting(entries, nowMs), inFlight, paceOf, limits)?.entry;
      if (entry === undefined) return undefined;
      turns += 1;
      entry.lastTurn = turns;
      entry.isGranted = true;
      return entry;
    },
    partStored: (live) => void setPace(live, (pace) => speedUp(pace, limits)),
    throttled: (live) => void setPace(live, slowDown),
    wireOf(live) {
      const host = hostOf(live);
      const { limit } = paceOf(host);
      const wire = wires.get(host) ?? pLimit(limit);
      wires.set(host, wire);
      wire.concurrency = limit;
      return wire;
    },
  };
}
