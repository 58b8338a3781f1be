import { randomUUID } from 'node:crypto';
import { type JobId, mainDestination } from '../../lib/core/job.ts';
import { defaultSlotLimits } from '../../lib/core/scheduler.ts';
import { defaultUploadOptions, type UploadOptions } from '../../lib/core/upload-options.ts';
import { createEngine, type Engine } from '../../lib/engine/engine.ts';
import { createMemoryBlobStore } from '../../lib/engine/memory-blob-store.ts';
import { createMemoryDisk, type MemoryDisk, newMemoryProcess } from '../../lib/engine/memory-disk.ts';
import { createMemoryJournal } from '../../lib/engine/memory-journal.ts';
import type { UploadGuard } from '../../lib/engine/new-upload.ts';
import { recoverPatiently } from '../../lib/engine/patient-recovery.ts';
import type { Journal } from '../../lib/engine/ports.ts';
import { jobIdSchema } from '../../lib/protocol/job-record.ts';
import type { JobCommand, JobView } from '../../lib/protocol/messages.ts';
import { parse } from '../../lib/protocol/parse.ts';
import { countingJournal, type JournalLoad } from './counting-journal.ts';
import { type CrashPoint, createCrashPlan, type Life } from './crash-plan.ts';
import { createSimulatedServer, type SimulatedServer, type Weather } from './simulated-server.ts';
import { blobOf, createTokenReaders, fileOf } from './token-readers.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** The time from a kill to the next start: an alarm's. */
const RESTART_MS = 30_000;

/** One simulated life of the extension, over several processes. */
export interface World {
  readonly clock: VirtualClock;
  readonly server: SimulatedServer;
  readonly disk: MemoryDisk;
  readonly random: () => number;
  readonly weather: Weather;
  /** The engine of the process that lives now. */
  engine(): Engine;
  /** Chooses a file. Resolves when the extension has acknowledged it; never when it is killed before. */
  addFile(name: string, partCount: number): Promise<JobId>;
  command(id: JobId, command: JobCommand): void;
  /** Gives the file of a job again, as a page that still holds it does. */
  attachFile(id: JobId): void;
  /** Whether a page still holds the file of a job: since its adding was acknowledged. */
  hasFile(id: JobId): boolean;
  setOnline(isOnline: boolean): void;
  kill(): void;
  calls(): number;
  crashes(): number;
  views(): readonly JobView[];
  /** Jobs whose success was announced, once for each announcement. */
  readonly announced: readonly JobId[];
  /** What went through the journal in all lives. */
  readonly load: Readonly<JournalLoad>;
}

export interface WorldOptions {
  readonly random: () => number;
  readonly faultRate?: number;
  readonly crashPoints?: readonly CrashPoint[];
  /** Passes at each look at the clock. */
  readonly tickMs?: number;
  /** Those that are not the defaults. */
  readonly options?: Partial<UploadOptions>;
  /** What one connection moves; no limit when it is left out. */
  readonly bytesPerMs?: number;
  /** Bytes a second that all jobs may send together. */
  readonly bandwidthLimit?: number;
  /** Makes another journal of that in memory, which is to be opened with it: staged bytes are kept beside that. */
  readonly journalOver?: (memory: Journal) => Journal;
  /** What stands before the first request of each file. */
  readonly guard?: UploadGuard;
}

export function createWorld({
  random,
  faultRate = 0,
  crashPoints = [],
  options = {},
  tickMs = 0,
  bytesPerMs,
  bandwidthLimit,
  journalOver = (memory) => memory,
  guard,
}: WorldOptions): World {
  const clock = createVirtualClock(undefined, tickMs);
  const disk = createMemoryDisk();
  const announced: JobId[] = [];
  const load: JournalLoad = { commits: 0, written: 0, read: 0 };
  const files = new Map<JobId, File>();
  const { readers, tokenOf } = createTokenReaders();
  const weather: Weather = { faultRate, random, ...(bytesPerMs !== undefined && { bytesPerMs }) };
  const server = createSimulatedServer(clock, weather, tokenOf);
  let isOnline = true;
  let crashes = 0;
  let life: Life = { isOver: true };
  let current: Engine;
  let recovered: Promise<unknown>;
  const plan = createCrashPlan(crashPoints, () => {
    crashes += 1;
    clock.schedule(RESTART_MS, boot);
  });

  function restart(over: Life): void {
    over.isOver = true;
    clock.schedule(RESTART_MS, boot);
  }

  function boot(): void {
    const mine: Life = { isOver: false };
    life = mine;
    const mortalClock = {
      nowMs: clock.nowMs,
      random,
      schedule: (ms: number, callback: () => void) => clock.schedule(ms, () => !mine.isOver && callback()),
    };
    // Only where it is asked for, since each call is one at which a plan may kill.
    const account = guard?.offersKnown === true ? { account: async () => 'account' } : {};
    const destination = plan.guard({ ...server.destination, ...account }, mine);
    const owner = newMemoryProcess();
    current = createEngine({
      journal: plan.guard(countingJournal(journalOver(createMemoryJournal(disk, owner)), load), mine),
      blobs: plan.guard(createMemoryBlobStore(disk, owner), mine),
      readers,
      transport: plan.guard(server.transport, mine),
      clock: mortalClock,
      limits: defaultSlotLimits,
      newJobId: () => parse(jobIdSchema, randomUUID(), 'an id'),
      destinationFor: async () => destination,
      isOnline: () => isOnline,
      onChange: () => undefined,
      bandwidthLimit: () => bandwidthLimit,
      onProgress: () => undefined,
      onOutlook: () => undefined,
      onEnd: ({ id, state }) => {
        if (state.name === 'succeeded') announced.push(id);
      },
    });
    recovered = recoverPatiently(current.recover, mortalClock, () => undefined).done;
  }
  boot();

  return {
    clock,
    server,
    disk,
    random,
    weather,
    announced,
    load,
    engine: () => current,
    async addFile(name, partCount) {
      await recovered;
      const blob = blobOf(partCount);
      const id = await current.add({
        name,
        mimetype: 'application/octet-stream',
        sizeBytes: blob.size,
        destination: mainDestination,
        store: { location: 's3' },
        options: { ...defaultUploadOptions, ...options },
        getBlob: async () => ({ blob }),
        ...(guard !== undefined && { guard }),
      });
      files.set(id, fileOf(blob, name));
      return id;
    },
    hasFile: (id) => files.has(id),
    attachFile(id) {
      const file = files.get(id);
      if (file !== undefined && !life.isOver) void current.attachFile(id, file);
    },
    command: (id, command) => !life.isOver && current.command(id, command),
    setOnline(online) {
      isOnline = online;
      if (!life.isOver) current.tell(online ? 'went-online' : 'went-offline');
    },
    kill() {
      // What was lost and not yet written again is known to this process only, and nothing could bring it back.
      const isOnlyInMemory = disk.owner === undefined && disk.lastOwner !== undefined;
      if (life.isOver || isOnlyInMemory) return;
      crashes += 1;
      restart(life);
    },
    calls: plan.calls,
    crashes: () => crashes,
    views: () => current.views(),
  };
}
