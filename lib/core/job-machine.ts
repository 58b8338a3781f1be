import { mustRestart } from './failure-step.ts';
import { afterInterruption, wokenWhileSending } from './interruption.ts';
import type { JobState, JobStateName } from './job.ts';
import type { JobEffect, JobEvent, JobEventType } from './job-event.ts';
import { isAsking, isHeldBack, passGuard, pointAfter, pointOnceStaged } from './job-guard.ts';
import { isWaitOver, type LiveJob, resumePointOf, type Step } from './live-job.ts';
import { duePart, storePart, takePart } from './part-progress.ts';
import { removalRow } from './removal-step.ts';
import { backoffMs } from './retry-policy.ts';
import { controlFailed, partFailed, stagingFailed } from './retry-step.ts';
import {
  cancel,
  enter,
  fail,
  forgetTrouble,
  goOn,
  hasTrouble,
  pause,
  restart,
  takeUp,
  unchanged,
  wait,
  waitOnLadder,
} from './transitions.ts';
import type { PlainError } from './upload-error.ts';
import { FAILED_LIMIT_MS, PENDING_BURST_MS, PENDING_LIMIT_MS } from './wait-ladder.ts';

type EventOf<T extends JobEventType> = Extract<JobEvent, { type: T }>;
type StateOf<N extends JobStateName> = Extract<JobState, { name: N }>;

interface Context<N extends JobStateName, T extends JobEventType> {
  readonly live: LiveJob;
  readonly state: StateOf<N>;
  readonly event: EventOf<T>;
  readonly nowMs: number;
  readonly random: number;
}

type Row<N extends JobStateName> = { readonly [T in JobEventType]?: (context: Context<N, T>) => Step };
type Table = { readonly [N in JobStateName]: Row<N> };

/** Rows that every state shares in which a job is on its way. */
const onItsWay = {
  'pause-requested': ({ live }: { live: LiveJob }) => pause(live),
  'cancel-requested': ({ live }: { live: LiveJob }) => cancel(live),
  'went-offline': ({ live, nowMs }: { live: LiveJob; nowMs: number }) => waitOnLadder(live, 'offline', nowMs),
  'save-failed': ({ live, event, nowMs }: { live: LiveJob; event: EventOf<'save-failed'>; nowMs: number }) =>
    waitOnLadder(live, 'disk', nowMs, event.error),
} as const;

/** Complete may be on its way and is not cut off: if it succeeds, the file is stored and the person is told so. */
const cancelWhileCompleting = ({ live }: { live: LiveJob }): Step => enter(live, { name: 'cancelling' });

const retryNow = ({
  live,
  state,
  nowMs,
}: Pick<Context<'waiting', JobEventType>, 'live' | 'state' | 'nowMs'>) =>
  goOn(live, pointAfter(state), nowMs);

/** With a file that was given again; where all was sent of the first one, no bytes of this one are needed. */
function goOnWith({ live, event, nowMs }: { live: LiveJob; event: EventOf<'file-attached'>; nowMs: number }) {
  const isMixture = !event.isProven && live.parts.storedBytes > 0 && resumePointOf(live) !== 'completing';
  return isMixture ? restart(live, nowMs, live.job.restarts) : goOn(live, resumePointOf(live), nowMs);
}

/**
 * The only place where a job changes state: for each state the events it answers. What is not in a row changes
 * nothing, so that late answers and repeated commands are harmless.
 */
const table: Table = {
  staging: {
    ...onItsWay,
    'went-offline': ({ live }) => unchanged(live),
    // Staging goes on, since its source may not be there later.
    'pause-requested': ({ live }) => enter(live, { name: 'paused', resumeAt: 'staging' }),
    'blob-staged': ({ live, event, nowMs }) => passGuard(live, nowMs, staged(event), event.known),
    'staging-failed': ({ live, event, nowMs, random }) => stagingFailed(live, event.error, nowMs, random),
    'worker-woke': ({ live, event, nowMs }) =>
      event.hasBytes ? goOn(live, 'staging', nowMs) : neverStaged(live, nowMs),
  },

  queued: {
    ...onItsWay,
    'slot-granted': ({ live, nowMs }) =>
      live.job.session === undefined
        ? enter(live, { name: 'starting' }, [{ type: 'start-upload' }])
        : sendNextPart(enter(live, { name: 'uploading' }), nowMs),
    'worker-woke': ({ live, event, nowMs }) =>
      event.hasBytes ? takeUp(live, 'queued', nowMs) : wait(live, 'file'),
  },

  starting: {
    ...onItsWay,
    'upload-started': ({ live, event: { type: _type, ...begun } }) =>
      enter(forgetTrouble(live), { name: 'uploading' }, [], begun),
    'start-failed': ({ live, event, nowMs, random }) => controlFailed(live, event.error, nowMs, random),
    'worker-woke': ({ live, event, nowMs }) => wokenWhileSending(live, event.hasBytes, nowMs),
  },

  uploading: {
    ...onItsWay,
    'slot-granted': ({ live, nowMs }) => sendNextPart({ live, effects: [] }, nowMs),
    'part-stored': ({ live, event, nowMs }) => {
      if (!live.parts.inFlight.some(({ partNumber }) => partNumber === event.part.partNumber))
        return unchanged(live);
      const parts = storePart(live.parts, event.part.partNumber, event.part.sizeBytes);
      const stored = { ...forgetTrouble(live), parts };
      const savePart: JobEffect = { type: 'save-part', part: event.part };
      const saves: readonly JobEffect[] = hasTrouble(live) ? [savePart, { type: 'save-job' }] : [savePart];
      if (resumePointOf(stored) !== 'completing') return { live: stored, effects: saves };
      const { live: next, effects } = goOn(stored, 'completing', nowMs);
      return { live: next, effects: [savePart, ...effects] };
    },
    'part-failed': ({ live, event, nowMs, random }) => partFailed(live, event, nowMs, random),
    // A timer only reminds the scheduler that a part is due.
    'timer-fired': ({ live }) => unchanged(live),
    'worker-woke': ({ live, event, nowMs }) => wokenWhileSending(live, event.hasBytes, nowMs),
  },

  completing: {
    ...onItsWay,
    'cancel-requested': cancelWhileCompleting,
    'complete-accepted': ({ live, nowMs, random }) => stillPending(live, nowMs, random),
    'upload-completed': ({ live, event }) => verify(live, event),
    'complete-failed': ({ live, event, nowMs, random }) =>
      // Another size than was sent is not mended by asking again.
      event.error.code === 'integrity'
        ? fail(live, event.error, true, nowMs)
        : controlFailed(live, event.error, nowMs, random),
    'worker-woke': ({ live, nowMs }) =>
      afterInterruption(live, nowMs, (counted) => goOn(counted, 'completing', nowMs)),
  },

  verifying: {
    verified: ({ live, state, nowMs }) =>
      enter(
        forgetAddress(live),
        { name: 'succeeded', file: state.file, elapsedMs: Math.max(0, nowMs - live.job.createdAtMs) },
        [{ type: 'release-blob' }, { type: 'notify' }],
      ),
    'verify-failed': ({ live, event, nowMs }) => fail(live, event.error, true, nowMs),
    'save-failed': onItsWay['save-failed'],
    'worker-woke': ({ live, state }) => ({ live, effects: [{ type: 'verify', file: state.file }] }),
  },

  waiting: {
    'timer-fired': ({ live, state, nowMs }) =>
      isWaitOver(state, nowMs) ? goOn(live, pointAfter(state), nowMs) : unchanged(live),
    // The network is new: its first failure begins a burst of retries again.
    'went-online': ({ live, state, nowMs }) =>
      state.reason === 'offline' ? goOn(live, state.resumeAt, nowMs, { rung: 0 }) : unchanged(live),
    'settings-changed': (context) =>
      context.state.reason === 'credentials' ? retryNow(context) : unchanged(context.live),
    'permission-granted': (context) =>
      ['permission', 'offline'].includes(context.state.reason) ? retryNow(context) : unchanged(context.live),
    'file-attached': (context) =>
      context.state.reason === 'file' ? goOnWith(context) : unchanged(context.live),
    'retry-requested': (context) =>
      context.state.reason === 'file' ? unchanged(context.live) : retryNow(context),
    'pause-requested': ({ live, state }) => enter(live, { name: 'paused', resumeAt: state.resumeAt }),
    'cancel-requested': onItsWay['cancel-requested'],
    // What only the person can let go is asked again: what they said is not forgotten.
    'save-failed': (context) =>
      isAsking(context.state) ? unchanged(context.live) : onItsWay['save-failed'](context),
    'worker-woke': ({ live, state, event, nowMs }) => {
      if (event.hasBytes || state.reason === 'file' || state.resumeAt === 'completing')
        return unchanged(live);
      return isHeldBack(state.reason) ? neverStaged(live, nowMs) : wait(live, 'file');
    },
  },

  paused: {
    'resume-requested': ({ live, state, nowMs }) => goOn(live, state.resumeAt, nowMs),
    'blob-staged': ({ live, event }) =>
      enter(live, { name: 'paused', resumeAt: pointOnceStaged(live.job) }, [], staged(event)),
    // What may be tried again is, once it is resumed.
    'staging-failed': ({ live, event, nowMs, random }) =>
      event.error.code === 'timeout' ? unchanged(live) : stagingFailed(live, event.error, nowMs, random),
    'cancel-requested': onItsWay['cancel-requested'],
    'worker-woke': ({ live, state, event, nowMs }) =>
      state.resumeAt === 'staging' && !event.hasBytes
        ? neverStaged(live, nowMs)
        : state.resumeAt === 'staging'
          ? { live, effects: [{ type: 'stage-file' }] }
          : unchanged(live),
  },

  cancelling: {
    'abort-finished': ({ live }) =>
      enter(forgetAddress(live), { name: 'cancelled' }, [{ type: 'release-blob' }]),
    'upload-completed': ({ live, event }) => verify(live, event),
    'complete-accepted': ({ live }) => ({ live, effects: [{ type: 'abort-upload' }] }),
    'complete-failed': ({ live }) => ({ live, effects: [{ type: 'abort-upload' }] }),
    'worker-woke': ({ live }) => ({ live, effects: [{ type: 'abort-upload' }] }),
  },

  failed: {
    'retry-requested': ({ live, state, nowMs }) => {
      if (!state.canRetry) return unchanged(live);
      const forgiven = { ...forgetTrouble(live), polls: 0 };
      return mustRestart(state.error) ? restart(forgiven, nowMs) : goOn(forgiven, resumePointOf(live), nowMs);
    },
    'cancel-requested': ({ live, state }) =>
      state.canRetry ? onItsWay['cancel-requested']({ live }) : unchanged(live),
    // Its time to be tried again is over.
    'timer-fired': ({ live, state, nowMs }) =>
      state.canRetry && nowMs >= state.atMs + FAILED_LIMIT_MS
        ? enter(live, { ...state, canRetry: false }, [{ type: 'abort-upload' }, { type: 'release-blob' }])
        : unchanged(live),
  },

  succeeded: removalRow,
  cancelled: {},
};

/**
 * One step of a job: data in, decision out.
 * @param random a number in [0, 1), for the jitter of waits
 */
export function step(live: LiveJob, event: JobEvent, nowMs: number, random: number): Step {
  // The table pairs each state and event with a handler of just these two; TypeScript can't follow that by index.
  const handler = table[live.job.state.name][event.type] as
    | ((context: { live: LiveJob; state: JobState; event: JobEvent; nowMs: number; random: number }) => Step)
    | undefined;
  return handler?.({ live, state: live.job.state, event, nowMs, random }) ?? unchanged(live);
}

/** The first step of a new job. */
export function createdStep(live: LiveJob): Step {
  return { live, effects: [{ type: 'save-job' }, { type: 'stage-file' }] };
}

/**
 * A file can be given again, by the page that still holds it or by the person, and what is of the web asked for again;
 * one that only its page had is lost.
 */
function neverStaged(live: LiveJob, nowMs: number): Step {
  const { sizeBytes, webSource, state } = live.job;
  if (webSource !== undefined) {
    return state.name === 'paused'
      ? unchanged(live)
      : afterInterruption(live, nowMs, (counted) => goOn(counted, 'staging', nowMs));
  }
  const isFile = sizeBytes > 0;
  if (isFile) return wait(live, 'file');
  const message = 'the picture was not wholly kept before the browser stopped';
  return fail(live, { code: 'source-gone', message, details: { step: 'stage' } }, false, nowMs);
}

function staged({ type: _type, known: _known, ...learned }: EventOf<'blob-staged'>) {
  return { ...learned, sizeBytes: learned.plan.fileSizeBytes };
}

/** Addresses may hold secrets; one, and its page, is kept only where the picture itself may still be wanted. */
function forgetAddress(live: LiveJob): LiveJob {
  if (live.job.note === 'screen-crop') return live;
  const { webSource: _source, naming, ...job } = live.job;
  if (naming === undefined) return { ...live, job };
  const { page: _page, ...named } = naming;
  return { ...live, job: { ...job, naming: named } };
}

function verify(live: LiveJob, { file }: EventOf<'upload-completed'>): Step {
  return enter(live, { name: 'verifying', file }, [{ type: 'verify', file }]);
}

function sendNextPart({ live, effects }: Step, nowMs: number): Step {
  const { plan } = live.job;
  const part = plan && duePart(live.parts, plan, nowMs);
  if (part === undefined) return { live, effects };
  const send: JobEffect = { type: 'upload-part', partNumber: part.partNumber };
  return { live: { ...live, parts: takePart(live.parts, part) }, effects: [...effects, send] };
}

/** 202: asked again with the waits of the retries for 15 minutes, then by the ladder for 24 hours. */
function stillPending(live: LiveJob, nowMs: number, random: number): Step {
  const pendingMs = nowMs - (live.job.completeAskedAtMs ?? nowMs);
  const error: PlainError = {
    code: 'timeout',
    message: 'the provider is still assembling the file',
    details: { step: 'complete', mayBeStored: true },
  };
  if (pendingMs >= PENDING_LIMIT_MS) return fail(live, error, true, nowMs);
  const polls = live.polls + 1;
  const next = { ...live, polls, job: { ...live.job, failures: 0 } };
  if (pendingMs >= PENDING_BURST_MS) return waitOnLadder(next, 'provider', nowMs);
  return wait(next, 'provider', { untilMs: nowMs + backoffMs(polls, live.job.options.retryOptions, random) });
}
