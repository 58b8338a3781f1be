import { isBeingRemoved, isFinal, isOver, type JobId, type JobState, type UploadJob } from '../core/job.ts';
import { createdStep } from '../core/job-machine.ts';
import type { JobCommand, JobView } from '../protocol/messages.ts';
import { attachFile } from './attach-file.ts';
import { createAttendant } from './attendant.ts';
import { createBandwidthGate } from './bandwidth-gate.ts';
import type { EnginePorts } from './engine-ports.ts';
import { createJobHistory, type JobHistory } from './history.ts';
import { createEntry, isBusy, type JobEntry } from './job-entry.ts';
import { createRoster } from './job-roster.ts';
import { createJobRunner } from './job-runner.ts';
import { viewOfJob } from './job-view.ts';
import { committedChanges, createKeptJournal } from './kept-journal.ts';
import { type NewUpload, newJob } from './new-upload.ts';
import { createLink } from './put-pace.ts';
import { type RecoveredState, recoverJobs } from './recover-jobs.ts';
import type { FileVerdict } from './same-file.ts';
import { createSleepWatch } from './sleep-watch.ts';
import { createSlotKeeper } from './slot-keeper.ts';
import { type AgainOutcome, uploadAgain } from './upload-again.ts';

/** Something that jobs may be waiting for. */
export type WorldEvent = 'went-offline' | 'went-online' | 'settings-changed' | 'permission-granted';

/** An upload that is not over, and what its bytes are read from, as far as that is known. */
export interface Underway {
  readonly job: UploadJob;
  /** Of what was chosen; what is kept in its place may have another size. */
  readonly sizeBytes: number;
  bytes(): Promise<Blob | undefined>;
}

export interface Engine {
  /**
   * Reads the journal and goes on with every job in it. To be called before anything else, and again only when it has
   * failed. Rejects with `UploadError` `storage` when the journal can't be opened.
   */
  recover(): Promise<RecoveredState>;
  /** Commits a new job to the journal and begins it. Resolves when the job can't be lost any more. */
  add(upload: NewUpload): Promise<JobId>;
  command(id: JobId, command: JobCommand): void;
  /** Goes on with a job that has failed or waits; of one that is over, uploads once more what it was made of, by its address. */
  tryAgain(id: JobId): Promise<void>;
  /** Gives a job its file again. It is taken when it is the same one, or may be; `unwanted` when the job needs none. */
  attachFile(id: JobId, file: File): Promise<FileVerdict | 'unwanted'>;
  /** Forgets a job that is final, also one that is known to the journal only. */
  remove(id: JobId): Promise<void>;
  /** Tells every job what has happened. */
  tell(event: WorldEvent): void;
  /** All jobs that are not over, and the newest of those that are: of a long history no more than is shown. */
  views(): readonly JobView[];
  underway(): readonly Underway[];
  /** Whether there are older ones that are over. */
  hasOlder(): boolean;
  /** Shows a page more of them. */
  showOlder(): Promise<void>;
  readonly history: JobHistory;
  /** Uploads once more what a job that is over was made of; undefined when there is no such job. */
  uploadAgain(id: JobId, file?: File): Promise<AgainOutcome | undefined>;
}

/** A job whose file is about to be deleted is forgotten only then. */
function isForgettable(state: JobState): boolean {
  return isFinal(state.name) && !isBeingRemoved(state);
}

/** Runs jobs. Everything in memory can be had from the journal again, and the journal from memory while it lasts. */
export function createEngine(world: EnginePorts): Engine {
  const roster = createRoster();
  const journal = createKeptJournal(
    world.journal,
    world.clock,
    () => committedChanges(roster),
    () => attendant.attend(),
  );
  const ports: EnginePorts = { ...world, journal };
  const { blobs, clock } = ports;
  const { entries, active } = roster;
  const link = createLink();
  const slots = createSlotKeeper(ports.limits, link);
  const gate = createBandwidthGate(clock, ports.bandwidthLimit);
  // What was under way when the computer fell asleep has not failed: it goes on as after the loss of the network.
  const sleep = createSleepWatch(clock, () => {
    for (const event of ['went-offline', 'went-online'] as const) tellAll(event);
  });
  const { dispatch, carryOut } = createJobRunner(
    ports,
    roster,
    { link, gate, slots },
    {
      onFailure: sleep.look,
      onAnswered: () => attendant.attend(),
      onFenced: () => attendant.rest(),
    },
  );
  const attendant = createAttendant(ports, roster, slots, sleep, dispatch, journal.isInDoubt);

  function tellAll(type: WorldEvent): void {
    if (type === 'settings-changed') gate.limitChanged();
    for (const entry of active) dispatch(entry, { type });
  }

  function view(entry: JobEntry): JobView {
    return viewOfJob(entry, clock.nowMs(), ports.termsOf?.(entry.live.job));
  }

  /** Of a long history most jobs are known to the journal only. */
  async function bringBack(id: JobId): Promise<JobEntry | undefined> {
    const job = await history.find(id);
    if (job === undefined) return undefined;
    const entry = entries.get(id) ?? createEntry(job);
    entries.set(id, entry);
    return entry;
  }

  async function add(upload: NewUpload): Promise<JobId> {
    const job = newJob(upload, ports.newJobId(), clock.nowMs());
    await journal.commit([{ type: 'save-job', job }]);
    const entry = createEntry(job);
    entry.getBlob = upload.getBlob;
    entries.set(job.id, entry);
    active.add(entry);
    for (const effect of createdStep(entry.live).effects) carryOut(entry, effect);
    ports.onChange();
    attendant.attend();
    return job.id;
  }

  const history = createJobHistory(journal, roster, view, () => ports.onChange());

  return {
    async recover() {
      const state = await recoverJobs(ports, roster, dispatch);
      attendant.attend();
      ports.onChange();
      return state;
    },

    add,

    async tryAgain(id) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      const { job } = entry.live;
      if (!isOver(job.state)) {
        dispatch(entry, { type: 'retry-requested' });
        return;
      }
      await uploadAgain(job, undefined, ports, add);
    },

    async uploadAgain(id, file) {
      const job = await history.find(id);
      return job && (await uploadAgain(job, file, ports, add));
    },

    command(id, command) {
      const entry = entries.get(id);
      if (entry !== undefined) dispatch(entry, { type: command });
      else if (command === 'removal-requested')
        void bringBack(id).then(
          (found) => found && dispatch(found, { type: command }),
          () => undefined,
        );
    },

    async attachFile(id, file) {
      const entry = entries.get(id);
      if (entry === undefined) return 'unwanted';
      const verdict = await attachFile(entry, file, ports);
      if (verdict === 'same' || verdict === 'unproven') {
        dispatch(entry, { type: 'file-attached', isProven: verdict === 'same' });
      }
      return verdict;
    },

    async remove(id) {
      const entry = entries.get(id);
      if (entry !== undefined && (isBusy(entry) || !isForgettable(entry.live.job.state))) return;
      // First, so that no command reaches what is being forgotten.
      entries.delete(id);
      if (entry !== undefined) active.delete(entry);
      await journal.commit([{ type: 'remove-job', jobId: id }]);
      ports.onChange();
    },

    tell: tellAll,

    views: () => [...entries.values()].map(view),

    underway: () =>
      [...active]
        .filter(({ live }) => !isBeingRemoved(live.job.state))
        .map(({ live: { job }, original, liveBlob, getBlob }) => ({
          job,
          sizeBytes: original?.size ?? job.sizeBytes,
          bytes: async () =>
            original ??
            (await blobs.get(job.id)) ??
            liveBlob ??
            (await getBlob?.(new AbortController().signal, () => undefined))?.blob,
        })),

    hasOlder: roster.hasOlder,

    async showOlder() {
      roster.addFinished(await journal.listFinished(roster.oldestFinished()));
      ports.onChange();
    },

    history,
  };
}
