import { isFinal, isOver, type JobId, type JobStateName, type UploadJob } from '../core/job.ts';
import type { JobEffect, JobEvent } from '../core/job-event.ts';
import { createdStep, step } from '../core/job-machine.ts';
import { nextWakeMs, type Step } from '../core/live-job.ts';
import { recoverProgress } from '../core/part-progress.ts';
import type { StoreOptions } from '../core/store-options.ts';
import { toPlainError, toUploadError } from '../core/upload-error.ts';
import type { UploadOptions } from '../core/upload-options.ts';
import type { JobCommand, JobView } from '../protocol/messages.ts';
import type { EnginePorts } from './engine-ports.ts';
import { createEntry, type GetBlob, isBusy, type JobEntry } from './job-entry.ts';
import { cancelStaging, dropRequests, freePlace, request, stage } from './job-requests.ts';
import { viewOfJob } from './job-view.ts';
import { journalChanges } from './journal-changes.ts';
import { type JournalContents, JournalFenced } from './ports.ts';
import type { WireRate } from './put-pace.ts';
import { abortUpload, completeUpload, sendPart, startUpload, verifyFile } from './request-effects.ts';
import { isSameFile } from './same-file.ts';
import { createSlotKeeper } from './slot-keeper.ts';

/** A file on its way in. */
export interface NewUpload {
  readonly name: string;
  readonly mimetype: string;
  /** 0 when it is known only with the bytes. */
  readonly sizeBytes: number;
  readonly store: StoreOptions;
  readonly options: UploadOptions;
  readonly getBlob: GetBlob;
}

/** Something that jobs may be waiting for. */
export type WorldEvent = 'went-offline' | 'went-online' | 'settings-changed' | 'permission-granted';

export interface Engine {
  /** Reads the journal and goes on with every job in it. To be called once, before anything else. */
  recover(): Promise<Pick<JournalContents, 'quarantined' | 'isReadOnly'>>;
  /** Commits a new job to the journal and begins it. Resolves when the job can't be lost any more. */
  add(upload: NewUpload): Promise<JobId>;
  command(id: JobId, command: JobCommand): void;
  /** Gives a job its file again, which a page still holds. @returns whether it is the same one */
  attachFile(id: JobId, file: File): Promise<boolean>;
  /** Forgets a job that is final. */
  remove(id: JobId): Promise<void>;
  /** Tells every job what has happened. */
  tell(event: WorldEvent): void;
  views(): readonly JobView[];
}

/** How long after a commit that failed the same is tried again. */
const SAVE_RETRY_MS = 30_000;

/** Whether a job waits for its file to be given again. */
function needsFile({ live: { job } }: JobEntry): boolean {
  return job.state.name === 'waiting' && job.state.reason === 'file';
}

/** Commands are not forgotten, and neither is the end of what nothing else would bring to an end. */
function isPostponed(state: JobStateName, { type }: JobEvent): boolean {
  return type.endsWith('-requested') || ['paused', 'cancelling', 'failed'].includes(state);
}

/**
 * Runs jobs: gives their events to the job machine one after the other, commits what it decides and carries out the
 * effects. Everything in memory can be had from the journal again.
 */
export function createEngine(ports: EnginePorts): Engine {
  const { journal, blobs, clock } = ports;
  const entries = new Map<JobId, JobEntry>();
  /** Those of them that may still do something: a long history costs nothing. */
  const active = new Set<JobEntry>();
  const slots = createSlotKeeper(ports.limits);
  const wireRate: WireRate = {};
  let isFenced = false;
  let callOffTimer = (): void => undefined;

  /** An answer; in an engine that is shut out nobody hears it. */
  function hear(entry: JobEntry, event: JobEvent): void {
    if (!isFenced) dispatch(entry, event);
  }

  function dispatch(entry: JobEntry, event: JobEvent): void {
    entry.mailbox.push(event);
    if (!entry.isHandling) void handleMailbox(entry);
  }

  async function handleMailbox(entry: JobEntry): Promise<void> {
    entry.isHandling = true;
    for (let event = entry.mailbox.shift(); event !== undefined && !isFenced; event = entry.mailbox.shift()) {
      await take(entry, step(entry.live, event, clock.nowMs(), clock.random()), event);
      if (event.type === 'slot-granted') entry.isGranted = false;
      freePlace(entry, event);
    }
    entry.isHandling = false;
    if (!isFenced) attend();
  }

  /** Commits a step, then carries it out. What can't be committed has not happened. */
  async function take(entry: JobEntry, { live, effects }: Step, event?: JobEvent): Promise<void> {
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
      if (event !== undefined && event.type !== 'save-failed') {
        entry.mailbox.unshift({ type: 'save-failed', error: toPlainError(toUploadError(thrown)) });
        if (isPostponed(entry.live.job.state.name, event)) postpone(entry, event);
        return;
      }
    }
    entry.live = live;
    if (isOver(live.job.state)) active.delete(entry);
    for (const effect of effects) begin(entry, effect);
    ports.onChange();
  }

  /** Takes an event again when there may be room on the disk; the job counts as busy until then. */
  function postpone(entry: JobEntry, event: JobEvent): void {
    entry.postponed += 1;
    clock.schedule(SAVE_RETRY_MS, () => {
      entry.postponed -= 1;
      hear(entry, event);
    });
  }

  function begin(entry: JobEntry, effect: JobEffect): void {
    const { live } = entry;
    switch (effect.type) {
      case 'save-job':
      case 'clear-parts':
      case 'cancel-in-flight':
        return;
      case 'save-part':
        slots.partStored(live);
        return;
      case 'slow-down':
        slots.throttled(live);
        return;
      case 'stage-file':
        void stage(entry, blobs, hear);
        return;
      case 'start-upload':
        void request(entry, 'start', hear, (signal) => startUpload(live, ports, signal));
        return;
      case 'upload-part': {
        const { partNumber } = effect;
        void request(entry, `part ${partNumber}`, hear, (signal) =>
          sendPart(entry, partNumber, ports, wireRate, signal),
        );
        return;
      }
      case 'complete-upload':
        void request(entry, 'complete', hear, (signal) => completeUpload(live, ports, signal));
        return;
      case 'verify':
        dispatch(entry, verifyFile(effect.file));
        return;
      case 'cancel-staging':
        cancelStaging(entry);
        return;
      case 'abort-upload':
        void request(entry, 'abort', hear, (signal) => abortUpload(live, ports, signal));
        return;
      case 'release-blob':
        delete entry.liveBlob;
        delete entry.reader;
        delete entry.getBlob;
        void blobs.remove(live.job.id).catch(() => undefined);
        return;
      case 'notify':
        ports.onEnd(live.job);
        return;
    }
  }

  /** Gives out free slots, and arranges to be woken. */
  function attend(): void {
    if (!ports.isOnline()) tellNewcomersOffline();
    for (;;) {
      const entry = slots.next(active, clock.nowMs());
      if (entry === undefined) break;
      dispatch(entry, { type: 'slot-granted' });
    }
    const nowMs = clock.nowMs();
    // What is being answered, or could not be saved, is not to be woken for what it has not taken yet.
    const wakes = [...active]
      .filter(({ isHandling, postponed }) => !isHandling && postponed === 0)
      .map(({ live }) => nextWakeMs(live, nowMs))
      .filter((ms) => ms !== undefined);
    const isWorking = [...active].some((entry) => isBusy(entry) || entry.live.job.state.name === 'queued');
    const next = wakes.length > 0 ? Math.min(...wakes) : undefined;
    callOffTimer();
    if (next !== undefined) callOffTimer = clock.schedule(Math.max(0, next - clock.nowMs()), wake);
    ports.onOutlook(next === undefined ? { isBusy: isWorking } : { isBusy: isWorking, nextWakeMs: next });
  }

  function wake(): void {
    const nowMs = clock.nowMs();
    for (const entry of active) {
      const dueMs = nextWakeMs(entry.live, nowMs);
      if (dueMs !== undefined && dueMs <= nowMs) dispatch(entry, { type: 'timer-fired' });
    }
    attend();
  }

  function tellNewcomersOffline(): void {
    for (const entry of active) {
      if (entry.live.job.state.name === 'queued' && !isBusy(entry)) dispatch(entry, { type: 'went-offline' });
    }
  }

  /** Takes up a job of the journal; one that is over is only shown, and its bytes are cleared away. */
  async function recoverJob(job: UploadJob, hasBytes: boolean, isReadOnly: boolean): Promise<void> {
    if (isOver(job.state)) {
      entries.set(job.id, createEntry(job));
      if (hasBytes && !isReadOnly) await blobs.remove(job.id).catch(() => undefined);
      return;
    }
    const entry = createEntry(job, recoverProgress(await journal.listParts(job.id)));
    entries.set(job.id, entry);
    if (isReadOnly) return;
    active.add(entry);
    dispatch(entry, { type: 'worker-woke', hasBytes });
  }

  async function removeStrays(ids: readonly JobId[]): Promise<void> {
    await Promise.allSettled(ids.map((id) => blobs.remove(id)));
  }

  /** Another process owns the journal now: nothing more may be done or said here. */
  function stop(): void {
    isFenced = true;
    callOffTimer();
    for (const entry of active) {
      dropRequests(entry);
      cancelStaging(entry);
    }
    ports.onOutlook({ isBusy: false });
  }

  return {
    async recover() {
      const { jobs, ...state } = await journal.open();
      const staged = new Set(await blobs.list());
      let unreadable = 0;
      for (const job of jobs) {
        try {
          await recoverJob(job, staged.has(job.id), state.isReadOnly);
        } catch {
          // One job that can't be read again must not keep the others from going on.
          unreadable += 1;
        }
      }
      // Bytes of a job that was never committed, unless they may belong to one whose record can't be read.
      const isEverythingKnown = !state.isReadOnly && state.quarantined + unreadable === 0;
      if (isEverythingKnown) await removeStrays([...staged].filter((id) => !entries.has(id)));
      attend();
      ports.onChange();
      return { ...state, quarantined: state.quarantined + unreadable };
    },

    async add({ name, mimetype, sizeBytes, store, options, getBlob }) {
      const job: UploadJob = {
        id: ports.newJobId(),
        name,
        mimetype,
        sizeBytes,
        store,
        options,
        createdAtMs: clock.nowMs(),
        destination: { kind: 'filestack' },
        source: 'staged',
        state: { name: 'staging' },
        retries: 0,
        restarts: 0,
        failures: 0,
        completeAsks: 0,
        rung: 0,
      };
      await journal.commit([{ type: 'save-job', job }]);
      const entry = createEntry(job);
      entry.getBlob = getBlob;
      entries.set(job.id, entry);
      active.add(entry);
      for (const effect of createdStep(entry.live).effects) begin(entry, effect);
      ports.onChange();
      attend();
      return job.id;
    },

    command(id, command) {
      const entry = entries.get(id);
      if (entry !== undefined) dispatch(entry, { type: command });
    },

    async attachFile(id, file) {
      const entry = entries.get(id);
      if (entry === undefined || !needsFile(entry) || entry.isComparing) return false;
      const { job } = entry.live;
      entry.isComparing = true;
      const isSame = await isSameFile(job, await journal.listParts(id), file, ports.readers).catch(
        () => false,
      );
      entry.isComparing = false;
      if (!isSame || !needsFile(entry)) return false;
      entry.liveBlob = file;
      entry.getBlob = async () => file;
      delete entry.reader;
      dispatch(entry, { type: 'file-attached' });
      return true;
    },

    async remove(id) {
      const entry = entries.get(id);
      if (entry === undefined || isBusy(entry) || !isFinal(entry.live.job.state.name)) return;
      // First, so that no command reaches what is being forgotten.
      entries.delete(id);
      active.delete(entry);
      await journal.commit([{ type: 'remove-job', jobId: id }]);
      ports.onChange();
    },

    tell(type) {
      for (const entry of active) dispatch(entry, { type });
    },

    views: () => [...entries.values()].map(({ live }) => viewOfJob(live)),
  };
}
