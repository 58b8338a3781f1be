import type { PartPlan } from './part-plan.ts';
import { hasCome, LONGEST_BACKOFF_MS } from './wait-ladder.ts';

/** A part that failed and is to be sent again. */
export interface ReturnedPart {
  readonly partNumber: number;
  /** Not before this time. */
  readonly dueMs: number;
  /** Failures since bytes of the job were last stored. */
  readonly failures: number;
}

/**
 * Which parts of a plan are stored, on their way, or to be sent again. Its size is that of what is in flight, not of
 * the plan: stored is what lies below `nextPart` and is neither in flight nor returned.
 */
export interface PartProgress {
  readonly storedParts: number;
  readonly storedBytes: number;
  /** The least part that was never handed out. */
  readonly nextPart: number;
  readonly inFlight: readonly ReturnedPart[];
  readonly returned: readonly ReturnedPart[];
}

export const noProgress: PartProgress = {
  storedParts: 0,
  storedBytes: 0,
  nextPart: 1,
  inFlight: [],
  returned: [],
};

/** Progress after a restart of the process: from the parts that the journal holds, in any order. */
export function recoverProgress(
  stored: readonly { readonly partNumber: number; readonly sizeBytes: number }[],
): PartProgress {
  const numbers = new Set(stored.map(({ partNumber }) => partNumber));
  const nextPart = Math.max(0, ...numbers) + 1;
  const missing = Array.from({ length: nextPart - 1 }, (_, index) => index + 1).filter(
    (n) => !numbers.has(n),
  );
  return {
    storedParts: numbers.size,
    storedBytes: stored.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    nextPart,
    inFlight: [],
    returned: missing.map((partNumber) => ({ partNumber, dueMs: 0, failures: 0 })),
  };
}

/** The part to be sent next at this time, if there is one. Returned parts come first. */
export function duePart(progress: PartProgress, plan: PartPlan, nowMs: number): ReturnedPart | undefined {
  const returned = progress.returned.find(({ dueMs }) => hasCome(dueMs, nowMs, LONGEST_BACKOFF_MS));
  if (returned !== undefined) return returned;
  if (progress.nextPart > plan.partCount) return undefined;
  return { partNumber: progress.nextPart, dueMs: 0, failures: 0 };
}

/** Hands a part out. */
export function takePart(progress: PartProgress, part: ReturnedPart): PartProgress {
  return {
    ...progress,
    nextPart: Math.max(progress.nextPart, part.partNumber + 1),
    inFlight: [...progress.inFlight, part],
    returned: without(progress.returned, part.partNumber),
  };
}

/** A part is stored. Bytes have moved, so that every count of failures begins anew. */
export function storePart(progress: PartProgress, partNumber: number, sizeBytes: number): PartProgress {
  const forgive = (part: ReturnedPart) => (part.failures === 0 ? part : { ...part, failures: 0 });
  return {
    ...progress,
    storedParts: progress.storedParts + 1,
    storedBytes: progress.storedBytes + sizeBytes,
    inFlight: without(progress.inFlight, partNumber).map(forgive),
    returned: progress.returned.map(forgive),
  };
}

/** A part comes back, to be sent again at `dueMs`. */
export function returnPart(progress: PartProgress, part: ReturnedPart): PartProgress {
  return {
    ...progress,
    inFlight: without(progress.inFlight, part.partNumber),
    returned: [...progress.returned, part],
  };
}

/** Everything in flight comes back at once, without counting as a failure. */
export function returnAll(progress: PartProgress): PartProgress {
  const returned = [...progress.inFlight, ...progress.returned].map((part) => ({ ...part, dueMs: 0 }));
  return { ...progress, inFlight: [], returned };
}

export function isComplete(progress: PartProgress, plan: PartPlan): boolean {
  return progress.storedParts === plan.partCount && progress.storedBytes === plan.fileSizeBytes;
}

function without(parts: readonly ReturnedPart[], partNumber: number): readonly ReturnedPart[] {
  return parts.filter((part) => part.partNumber !== partNumber);
}
