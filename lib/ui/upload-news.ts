import { isFinal, type JobId, type WaitReason } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';

/** What of an upload is worth telling who does not look: that it begins, is stored, has failed, or waits for the person. */
export type NewsKind = 'started' | 'ended' | 'failed' | 'waiting';

export interface News {
  readonly kind: NewsKind;
  readonly job: JobView;
}

/** What only a person can mend or decide. */
const personalReasons: ReadonlySet<WaitReason> = new Set<WaitReason>([
  'known',
  'confirm',
  'credentials',
  'permission',
  'file',
  'disk',
]);

/** Whether an upload waits until the person does something. */
export function isForPerson({ state, waiting }: JobView): boolean {
  return state === 'waiting' && waiting !== undefined && personalReasons.has(waiting.reason);
}

/**
 * For so long the end of an upload is news to whoever was not told of it: a browser that crashed or was restarted is back
 * by then. Later its list tells it; notifications of long ago, at the start of a browser, would help nobody.
 */
export const MISSED_FOR_MS = 60 * 60_000;

/**
 * What has ended and nobody was told of: of earlier processes, the last of which ended before it could.
 * @param toldMs until when ends were told
 * @param nowMs when it was first looked: what ends later is seen as it ends
 */
export function missedEnds(
  before: readonly JobView[],
  after: readonly JobView[],
  toldMs: number,
  nowMs: number,
): readonly News[] {
  const known = new Set(before.map(({ id }) => id));
  return after.flatMap((job): readonly News[] => {
    const { id, createdAtMs, endedAtMs = Number.NEGATIVE_INFINITY, removal } = job;
    const is = standingOf(job);
    if ((is !== 'ended' && is !== 'failed') || known.has(id) || createdAtMs >= nowMs) return [];
    const isUntold = endedAtMs > toldMs && endedAtMs > nowMs - MISSED_FOR_MS && removal === undefined;
    return isUntold ? [{ kind: is, job }] : [];
  });
}

type Standing = 'under-way' | 'waiting' | 'ended' | 'failed' | 'cancelled';

function standingOf(view: JobView): Standing {
  if (view.state === 'succeeded') return 'ended';
  if (view.state === 'failed' || view.state === 'cancelled') return view.state;
  return isForPerson(view) ? 'waiting' : 'under-way';
}

/**
 * What has happened between two looks at the uploads, in their order.
 * @param sinceMs when it was first looked: what is older and was not shown before is history, and no news
 */
export function newsOf(
  before: readonly JobView[],
  after: readonly JobView[],
  sinceMs: number,
): readonly News[] {
  const known = new Map<JobId, JobView>(before.map((view) => [view.id, view]));
  return after.flatMap((job): readonly News[] => {
    const old = known.get(job.id);
    if (old === job) return [];
    const isNew = old === undefined && job.createdAtMs >= sinceMs;
    if (old === undefined && !isNew) return [];
    const was = old === undefined ? undefined : standingOf(old);
    const is = standingOf(job);
    if (was === is || is === 'cancelled') return [];
    if (is !== 'under-way') return [{ kind: is, job }];
    return was === undefined && !isFinal(job.state) ? [{ kind: 'started', job }] : [];
  });
}
