import type { ResumePoint, UploadJob, WaitingState, WaitReason } from './job.ts';
import type { JobEffect } from './job-event.ts';
import type { LinkPace } from './link-pace.ts';
import { duePart, isComplete, type PartProgress } from './part-progress.ts';
import { removalWakeMs } from './removal.ts';
import { PARTS_PREPARED_AHEAD } from './scheduler.ts';
import type { PlainError } from './upload-error.ts';
import { partsAtOnce } from './upload-options.ts';
import {
  FAILED_LIMIT_MS,
  hasCome,
  LONGEST_BACKOFF_MS,
  LONGEST_RETRY_AFTER_MS,
  LONGEST_UNDO_MS,
} from './wait-ladder.ts';

/** A job, and what is known of it in memory only: all that counts of it can be had from the journal again. */
export interface LiveJob {
  readonly job: UploadJob;
  readonly parts: PartProgress;
  /** Failures before this process began; no part is forgiven because the worker was killed. */
  readonly failuresBefore: number;
  /** How often complete was answered with 202 in a row. */
  readonly polls: number;
  /** What the last attempt failed of that is, or was, simply repeated; only to be shown. */
  readonly lastFailure?: PlainError;
}

/** What became of a job, and what is to be done about it. */
export interface Step {
  readonly live: LiveJob;
  readonly effects: readonly JobEffect[];
}

/** Requests under way that count against the limits. */
export function requestsInFlight({ job, parts }: LiveJob): number {
  return parts.inFlight.length + (job.state.name === 'starting' ? 1 : 0);
}

/** Whether a job could use one more request now. After a fruitless wait it tries with one. */
export function wantsSlot(live: LiveJob, link: LinkPace, nowMs: number): boolean {
  const { job, parts } = live;
  if (job.state.name === 'queued') return true;
  if (job.state.name !== 'uploading' || job.plan === undefined) return false;
  const onWire = partsAtOnce(job.options, link);
  const limit = job.rung > 0 ? 1 : onWire + Math.min(onWire, PARTS_PREPARED_AHEAD);
  return parts.inFlight.length < limit && duePart(parts, job.plan, nowMs) !== undefined;
}

/**
 * When a job next goes on by itself, or has a part that is due. A part that is due already needs no waking: it goes as
 * soon as a slot is free.
 */
export function nextWakeMs({ job, parts }: LiveJob, nowMs: number): number | undefined {
  const { state } = job;
  if (state.name === 'waiting') return isWaitOver(state, nowMs) ? nowMs : state.untilMs;
  if (state.name === 'failed' && state.canRetry) return state.atMs + FAILED_LIMIT_MS;
  if (state.name === 'succeeded') return removalWakeMs(state.removal, nowMs);
  if (state.name !== 'uploading') return undefined;
  const later = parts.returned
    .map(({ dueMs }) => dueMs)
    .filter((dueMs) => !hasCome(dueMs, nowMs, LONGEST_BACKOFF_MS));
  return later.length > 0 ? Math.min(...later) : undefined;
}

/** Whether a wait that ends by itself is over. */
export function isWaitOver({ untilMs, reason }: WaitingState, nowMs: number): boolean {
  return untilMs !== undefined && hasCome(untilMs, nowMs, longestWaitMs(reason));
}

function longestWaitMs(reason: WaitReason): number {
  if (reason === 'undo') return LONGEST_UNDO_MS;
  return reason === 'provider' ? LONGEST_RETRY_AFTER_MS : LONGEST_BACKOFF_MS;
}

/** Where a job goes on that is not running. */
export function resumePointOf({ job, parts }: LiveJob): ResumePoint {
  const { state, plan, session } = job;
  if (state.name === 'waiting' || state.name === 'paused') return state.resumeAt;
  if (plan === undefined || state.name === 'staging') return 'staging';
  return session !== undefined && isComplete(parts, plan) ? 'completing' : 'queued';
}
