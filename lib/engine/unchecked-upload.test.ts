import { expect, test } from 'vitest';
import { mainDestination, type UploadJob } from '../core/job.ts';
import { MIN_PART_SIZE_BYTES } from '../core/part-plan.ts';
import { defaultSlotLimits } from '../core/scheduler.ts';
import { UploadError } from '../core/upload-error.ts';
import { defaultUploadOptions } from '../core/upload-options.ts';
import { systemClock } from '../platform/system-clock.ts';
import { createEngine } from './engine.ts';
import { createMemoryBlobStore } from './memory-blob-store.ts';
import { createMemoryDisk, newMemoryProcess } from './memory-disk.ts';
import { createMemoryJournal } from './memory-journal.ts';
import { createPartReaders } from './part-readers.ts';
import type { BlobStore, PartBody } from './ports.ts';
import { createFakeDestination } from './testing/fake-destination.ts';
import { createFakeProvider } from './testing/fake-provider.ts';
import { createFakeTransport } from './testing/fake-transport.ts';
import { newJobId } from './testing/sample-job.ts';

const SIZE = 2 * MIN_PART_SIZE_BYTES + 7;
const fileOf = (value: number) => new File([new Uint8Array(SIZE).fill(value)], 'a.bin');

interface Put {
  readonly body: PartBody;
  readonly headers: readonly string[];
}

/** Something that is awaited, and happens once. */
function createMoment<T>(): { readonly promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: (value) => resolve(value) };
}

/** A provider and a disk; engines that are started one after the other are a process that was killed and came back. */
function createBench({ hasRoom }: { readonly hasRoom: boolean }) {
  const disk = createMemoryDisk();
  const provider = createFakeProvider();
  const puts: Put[] = [];
  const ended = createMoment<UploadJob>();
  const transport = createFakeTransport(provider.put, systemClock);

  /** @param letThrough how many PUTs are answered; the others wait for ever */
  function startEngine(letThrough = Number.POSITIVE_INFINITY) {
    let count = 0;
    const stuck = createMoment<void>();
    const waiting = createMoment<void>();
    const owner = newMemoryProcess();
    const blobs = createMemoryBlobStore(disk, owner);
    const full: BlobStore = {
      ...blobs,
      put: () => Promise.reject(new UploadError('storage', 'no room', { step: 'save' })),
    };
    const engine = createEngine({
      journal: createMemoryJournal(disk, owner),
      blobs: hasRoom ? blobs : full,
      readers: createPartReaders(systemClock),
      transport: {
        async put(put, body, limitMs, signal) {
          count += 1;
          if (count > letThrough) {
            stuck.resolve();
            return await new Promise(() => undefined);
          }
          puts.push({ body, headers: Object.keys(put.headers) });
          return await transport.put(put, body, limitMs, signal);
        },
      },
      clock: systemClock,
      limits: defaultSlotLimits,
      newJobId,
      destinationFor: async () => createFakeDestination({ provider }),
      isOnline: () => true,
      onChange() {
        if (engine.views().some(({ waiting: wait }) => wait?.reason === 'file')) waiting.resolve();
      },
      bandwidthLimit: () => undefined,
      onProgress: () => undefined,
      onOutlook: () => undefined,
      onEnd: ended.resolve,
    });
    return { engine, stuck: stuck.promise, waiting: waiting.promise };
  }

  async function add(engine: ReturnType<typeof createEngine>, file: File, disableIntegrityCheck: boolean) {
    await engine.recover();
    return await engine.add({
      name: file.name,
      mimetype: file.type,
      sizeBytes: file.size,
      destination: mainDestination,
      store: { location: 's3' },
      options: { ...defaultUploadOptions, maxConcurrentUploads: 1, disableIntegrityCheck },
      getBlob: async () => ({ blob: file }),
    });
  }

  /** Whether all that is stored in the end is this value, as often as the file is long. */
  async function holds(value: number): Promise<boolean> {
    const { state } = await ended.promise;
    const blob = state.name === 'succeeded' ? provider.read(state.file.handle) : undefined;
    if (blob === undefined) return false;
    return Buffer.alloc(SIZE, value).equals(Buffer.from(await blob.arrayBuffer()));
  }

  return { puts, ended: ended.promise, startEngine, add, holds };
}

test.each([
  ['a copy', true, Blob],
  ['a live file', false, ArrayBuffer],
])('%s whose job has the option goes without any MD5, and is stored whole', async (_what, hasRoom, body) => {
  const bench = createBench({ hasRoom });
  await bench.add(bench.startEngine().engine, fileOf(1), true);
  expect(await bench.holds(1)).toBe(true);
  expect(bench.puts).toHaveLength(3);
  expect(bench.puts.flatMap(({ headers }) => headers)).toEqual([]);
  expect(bench.puts.every((put) => put.body instanceof body)).toBe(true);
});

test('FC5: a file given again for an upload without digests is begun anew, and never mixed with what was sent', async () => {
  const bench = createBench({ hasRoom: false });
  const first = bench.startEngine(1);
  const id = await bench.add(first.engine, fileOf(1), true);
  await first.stuck;
  const second = bench.startEngine();
  await second.engine.recover();
  await second.waiting;
  expect(await second.engine.attachFile(id, fileOf(2))).toBe('unproven');
  expect(await bench.holds(2)).toBe(true);
  expect((await bench.ended).restarts).toBe(0);
  expect(bench.puts).toHaveLength(4);
});

test('FC5: with digests the same file goes on where it was, and another one is refused', async () => {
  const bench = createBench({ hasRoom: false });
  const first = bench.startEngine(1);
  const id = await bench.add(first.engine, fileOf(1), false);
  await first.stuck;
  const second = bench.startEngine();
  await second.engine.recover();
  await second.waiting;
  expect(await second.engine.attachFile(id, fileOf(2))).toBe('changed');
  expect(await second.engine.attachFile(id, fileOf(1))).toBe('same');
  expect(await bench.holds(1)).toBe(true);
  expect(bench.puts).toHaveLength(3);
});
