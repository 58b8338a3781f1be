import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type JobId, mainDestination } from '../../lib/core/job.ts';
import { defaultSlotLimits } from '../../lib/core/scheduler.ts';
import { defaultUploadOptions } from '../../lib/core/upload-options.ts';
import { createEngine, type Engine } from '../../lib/engine/engine.ts';
import { createMemoryBlobStore } from '../../lib/engine/memory-blob-store.ts';
import { createMemoryDisk, newMemoryProcess } from '../../lib/engine/memory-disk.ts';
import { createMemoryJournal } from '../../lib/engine/memory-journal.ts';
import { jobIdSchema } from '../../lib/protocol/job-record.ts';
import { parse } from '../../lib/protocol/parse.ts';
import { seededRandom } from './seeded-random.ts';
import { createSimulatedServer } from './simulated-server.ts';
import { blobOf, createTokenReaders, fileOf } from './token-readers.ts';
import { judge, runToEnd } from './verdict.ts';
import { createVirtualClock } from './virtual-clock.ts';

const PARTS = 5;

/** One process with an engine. Frozen, it hears nothing and does nothing, and does not know it afterwards. */
interface Process {
  readonly engine: Engine;
  freeze(): void;
  thaw(): void;
  /** How often it has shown something, the badge say, and told of an end. */
  readonly said: { shown: number; ended: number };
}

/** A disk and a server that several processes share. */
function createShared(seed: number) {
  const clock = createVirtualClock();
  const disk = createMemoryDisk();
  const random = seededRandom(seed);
  const { readers, tokenOf } = createTokenReaders();
  const server = createSimulatedServer(clock, { faultRate: 0, random }, tokenOf);
  const announced: JobId[] = [];

  function startProcess(): Process {
    let thawed = Promise.resolve();
    let thaw = (): void => undefined;
    const said = { shown: 0, ended: 0 };

    /** Answers of the world reach a frozen process when it thaws. */
    const freezable = <T extends object>(port: T): T =>
      new Proxy(port, {
        get(target, name, receiver) {
          const method: unknown = Reflect.get(target, name, receiver);
          if (typeof method !== 'function') return method;
          return async (...args: unknown[]) => {
            const settled: Promise<unknown> = Promise.resolve(Reflect.apply(method, target, args));
            await settled.catch(() => undefined);
            await thawed;
            return await settled;
          };
        },
      });

    const destination = freezable(server.destination);
    const owner = newMemoryProcess();
    const engine = createEngine({
      journal: freezable(createMemoryJournal(disk, owner)),
      blobs: freezable(createMemoryBlobStore(disk, owner)),
      readers,
      transport: freezable(server.transport),
      clock: {
        nowMs: clock.nowMs,
        random,
        schedule: (ms, callback) => clock.schedule(ms, () => void thawed.then(callback)),
      },
      limits: defaultSlotLimits,
      newJobId: () => parse(jobIdSchema, randomUUID(), 'an id'),
      destinationFor: async () => destination,
      isOnline: () => true,
      onChange: () => {
        said.shown += 1;
      },
      bandwidthLimit: () => undefined,
      onProgress: () => undefined,
      onOutlook: () => undefined,
      onEnd: ({ id }) => {
        said.ended += 1;
        announced.push(id);
      },
    });
    return {
      engine,
      said,
      freeze() {
        thawed = new Promise((resolve) => {
          thaw = resolve;
        });
      },
      thaw: () => thaw(),
    };
  }

  return { clock, disk, server, announced, startProcess };
}

type Shared = ReturnType<typeof createShared>;

async function addFile({ engine }: Process): Promise<JobId> {
  const blob = blobOf(PARTS);
  await engine.recover();
  return await engine.add({
    name: 'file',
    mimetype: 'application/octet-stream',
    sizeBytes: blob.size,
    destination: mainDestination,
    store: { location: 's3' },
    options: defaultUploadOptions,
    getBlob: async () => ({ blob }),
  });
}

async function advance({ clock }: Shared, turns: number): Promise<boolean> {
  for (let turn = 0; turn < turns; turn++) if (!(await clock.advance())) return false;
  return true;
}

/** Runs to the end; the page that the file came from gives it again, as pages do. */
async function runWithPage(shared: Shared, { engine }: Process, id: JobId): Promise<void> {
  await runToEnd(shared);
  if (engine.views()[0]?.waiting?.reason !== 'file') return;
  expect(await engine.attachFile(id, fileOf(blobOf(PARTS), 'file'))).toBe('same');
  await runToEnd(shared);
}

function expectStoredOnce(shared: Shared, { engine }: Process, id: JobId, where: object): void {
  const verdict = judge({ ...shared, views: engine.views, crashes: () => 0 }, [{ id, name: 'file' }]);
  const { lost, doubled, wrong } = verdict;
  expect({ where, lost, doubled, wrong }).toEqual({ where, lost: [], doubled: [], wrong: [] });
  expect(engine.views().map(({ state }) => state)).toEqual(['succeeded']);
}

test('X2: of two engines on one journal the later goes on alone, and the file is stored once', async () => {
  let overtaken = 0;
  for (let turns = 0; ; turns++) {
    const shared = createShared(turns);
    const first = shared.startProcess();
    const id = await addFile(first);
    if (!(await advance(shared, turns))) break;
    const second = shared.startProcess();
    await second.engine.recover();
    if (first.said.ended === 0) overtaken += 1;
    await runWithPage(shared, second, id);
    expectStoredOnce(shared, second, id, { turns });
  }
  expect(overtaken).toBeGreaterThan(20);
});

test('X3 X10: an engine that was frozen and overtaken changes, shows and tells nothing when it wakes', async () => {
  let overtaken = 0;
  for (let turns = 0; ; turns++) {
    for (const head of [0, 3, 12, Number.POSITIVE_INFINITY]) {
      const shared = createShared(turns);
      const first = shared.startProcess();
      const id = await addFile(first);
      if (!(await advance(shared, turns))) {
        expect(overtaken).toBeGreaterThan(60);
        return;
      }
      if (first.said.ended > 0) continue;
      first.freeze();
      const before = { ...first.said };
      const second = shared.startProcess();
      await second.engine.recover();
      if (head === Number.POSITIVE_INFINITY) await runWithPage(shared, second, id);
      else await advance(shared, head);
      first.thaw();
      await runWithPage(shared, second, id);
      overtaken += 1;
      expectStoredOnce(shared, second, id, { turns, head });
      expect({ turns, head, ...first.said }).toEqual({ turns, head, ...before });
    }
  }
});
