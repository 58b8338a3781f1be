import { isFinal, isOver, type JobStateName } from '../core/job.ts';
import type { JobEffect, JobEvent } from '../core/job-event.ts';
import { step } from '../core/job-machine.ts';
import type { LiveJob, Step } from '../core/live-job.ts';
import { fail, unchanged } from '../core/transitions.ts';
import { toPlainError, toUploadError } from '../core/upload-error.ts';
import { type CarryOut, createCarryOut } from './carry-out.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { JobEntry } from './job-entry.ts';
import { cancelStaging, dropRequests, freePlace } from './job-requests.ts';
import type { JobRoster } from './job-roster.ts';
import { journalChanges } from './journal-changes.ts';
import { JournalFenced } from './ports.ts';
import type { Wire } from './request-effects.ts';

/** Takes the events of jobs. */
export interface JobRunner {
  dispatch(entry: JobEntry, event: JobEvent): void;
  /** Begins effects of a step that is committed already. */
  readonly carryOut: CarryOut;
}

/** What the engine does beside. */
export interface RunnerEnds {
  /** Something has failed: before that is believed. */
  onFailure(): void;
  /** A job has answered all its events. */
  onAnswered(): void;
  /** Another process owns the journal now: nothing more may be done or said here. */
  onFenced(): void;
}

/** How long after a commit that failed the same is tried again. */
const SAVE_RETRY_MS = 30_000;

/** Commands are not forgotten, and neither is the end of what nothing else would bring to an end. */
function isPostponed(state: JobStateName, { type }: JobEvent): boolean {
  return type.endsWith('-requested') || ['paused', 'cancelling', 'failed', 'succeeded'].includes(state);
}

/** Keeps what was committed of a job's parts in memory, too, as long as they are needed. */
function keepStored({ live, stored }: JobEntry, effects: readonly JobEffect[]): void {
  for (const effect of effects) {
    if (effect.type === 'save-part') stored.set(effect.part.partNumber, effect.part);
    if (effect.type === 'clear-parts') stored.clear();
  }
  if (isOver(live.job.state)) stored.clear();
}

/**
 * Gives the events of each job to the job machine one after the other, commits what it decides and carries out the
 * effects.
 */
export function createJobRunner(
  ports: EnginePorts,
  { active, retire }: JobRoster,
  wire: Wire,
  { onFailure, onAnswered, onFenced }: RunnerEnds,
): JobRunner {
  const { journal, clock } = ports;
  const carryOut = createCarryOut(ports, wire, hear);
  let isFenced = false;

  /** An answer; in an engine that is shut out nobody hears it. */
  function hear(entry: JobEntry, event: JobEvent): void {
    if (event.type.endsWith('-failed')) onFailure();
    if (!isFenced) dispatch(entry, event);
  }

  function dispatch(entry: JobEntry, event: JobEvent): void {
    entry.mailbox.push(event);
    if (!entry.isHandling) void handleMailbox(entry);
  }

  async function handleMailbox(entry: JobEntry): Promise<void> {
    entry.isHandling = true;
    for (let event = entry.mailbox.shift(); event !== undefined && !isFenced; event = entry.mailbox.shift()) {
      await take(entry, stepOrFail(entry.live, event), event);
      if (event.type === 'slot-granted') entry.isGranted = false;
      freePlace(entry, event);
    }
    entry.isHandling = false;
    if (!isFenced) onAnswered();
  }

  /** A step that throws is a mistake of ours: it ends this job where a person sees it, and no other. */
  function stepOrFail(live: LiveJob, event: JobEvent): Step {
    const nowMs = clock.nowMs();
    try {
      return step(live, event, nowMs, clock.random());
    } catch (mistake) {
      return isFinal(live.job.state.name)
        ? unchanged(live)
        : fail(live, toPlainError(toUploadError(mistake)), true, nowMs);
    }
  }

  /** Commits a step, then carries it out. What can't be committed has not happened. */
  async function take(entry: JobEntry, { live, effects }: Step, event: JobEvent): Promise<void> {
    if (live === entry.live && effects.length === 0) return;
    for (const effect of effects) if (effect.type === 'cancel-in-flight') dropRequests(entry);
    const changes = journalChanges(effects, live.job);
    try {
      if (changes.length > 0) await journal.commit(changes);
    } catch (thrown) {
      if (thrown instanceof JournalFenced) {
        stop();
        return;
      }
      // A step about the failed save itself is kept in memory, or it would never end.
      if (event.type !== 'save-failed') {
        entry.mailbox.unshift({ type: 'save-failed', error: toPlainError(toUploadError(thrown)) });
        if (isPostponed(entry.live.job.state.name, event)) postpone(entry, event);
        return;
      }
    }
    entry.live = live;
    entry.progress.observe(live, clock.nowMs());
    keepStored(entry, effects);
    if (isOver(live.job.state)) retire(entry);
    else active.add(entry);
    for (const effect of effects) carryOut(entry, effect);
    ports.onStep?.(event, live);
    // Without a commit nothing that is shown has changed, and the journal may be somebody else's by now.
    if (changes.length > 0) ports.onChange();
  }

  /** Takes an event again when there may be room on the disk; the job counts as busy until then. */
  function postpone(entry: JobEntry, event: JobEvent): void {
    entry.postponed += 1;
    clock.schedule(SAVE_RETRY_MS, () => {
      entry.postponed -= 1;
      hear(entry, event);
    });
  }

  function stop(): void {
    isFenced = true;
    for (const entry of active) {
      dropRequests(entry);
      cancelStaging(entry);
    }
    onFenced();
  }

  return { dispatch, carryOut };
}
