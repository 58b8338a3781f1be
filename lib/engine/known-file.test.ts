import { expect, test } from 'vitest';
import { mainDestination } from '../core/job.ts';
import type { StoreOptions } from '../core/store-options.ts';
import { defaultUploadOptions, type UploadOptions } from '../core/upload-options.ts';
import type { JobView } from '../protocol/messages.ts';
import type { Engine } from './engine.ts';
import type { Clock, PartReaders } from './ports.ts';
import { startSampleEngine } from './testing/sample-engine.ts';

const PART_BYTES = defaultUploadOptions.partSize;
const clock: Clock = {
  nowMs: () => Date.now(),
  random: () => 0.5,
  schedule(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

interface Given {
  readonly name?: string;
  readonly store?: StoreOptions;
  readonly options?: Partial<UploadOptions>;
  /** Whether it is known how many bytes there are before they are there. */
  readonly isCapture?: boolean;
}

/** An engine over a provider of accounts, which tells what is read and asked. */
async function createTestEngine() {
  const seen = { starts: 0, hashed: [] as string[] };
  const account = { name: 'mine' };
  const changes = new Set<() => void>();
  const counted = ({ staged, ...others }: PartReaders): PartReaders => ({
    ...others,
    staged: (blob, mode) => {
      const reader = staged(blob, mode);
      return {
        read(range, signal) {
          seen.hashed.push(`${range.startByte}-${range.endByte}`);
          return reader.read(range, signal);
        },
      };
    },
  });
  const running: Engine = await startSampleEngine(clock, ({ readers, destinationFor }) => ({
    readers: counted(readers),
    async destinationFor(job) {
      const destination = await destinationFor(job);
      return {
        ...destination,
        account: async () => account.name,
        start(...call) {
          seen.starts += 1;
          return destination.start(...call);
        },
      };
    },
    onChange: () => {
      for (const look of changes) look();
    },
  }));
  const viewWhen = (id: string, isSo: (view: JobView) => boolean) =>
    new Promise<JobView>((resolve) => {
      const look = (): void => {
        const view = running.views().find((job) => job.id === id);
        if (view === undefined || !isSo(view)) return;
        changes.delete(look);
        resolve(view);
      };
      changes.add(look);
      look();
    });

  async function add(bytes: Uint8Array<ArrayBuffer>, given: Given = {}) {
    const { name = 'a.bin', store = { location: 's3' }, options = {}, isCapture = false } = given;
    const blob = new Blob([bytes]);
    seen.hashed = [];
    seen.starts = 0;
    return await running.add({
      name,
      destination: mainDestination,
      store,
      mimetype: '',
      sizeBytes: isCapture ? 0 : blob.size,
      options: { ...defaultUploadOptions, ...options },
      guard: { undoMs: 0, offersKnown: true },
      getBlob: async () => ({ blob }),
    });
  }
  const settled = ({ state }: JobView) => ['succeeded', 'waiting'].includes(state);

  return {
    seen,
    account,
    engine: running,
    viewWhen,
    add,
    /** Uploads, or waits for what the person says. */
    upload: async (bytes: Uint8Array<ArrayBuffer>, given?: Given) =>
      await viewWhen(await add(bytes, given), settled),
  };
}

/** Bytes of three parts. */
function someBytes(seed: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 * PART_BYTES + 5);
  for (let index = 0; index < bytes.length; index += 1021) bytes[index] = index + seed;
  return bytes;
}

function with1Changed(bytes: Uint8Array<ArrayBuffer>, place: number): Uint8Array<ArrayBuffer> {
  const changed = bytes.slice();
  changed[place] = (changed[place] ?? 0) ^ 1;
  return changed;
}

test.each([false, true])(
  'U12: of bytes that are stored at the same place the link is offered, and nothing is sent (capture: %s)',
  async (isCapture) => {
    const { upload, seen } = await createTestEngine();
    const first = await upload(someBytes(1), { name: 'first.bin' });
    expect(first.state).toBe('succeeded');
    const again = await upload(someBytes(1), { name: 'again.bin', isCapture });
    expect(again).toMatchObject({
      state: 'waiting',
      waiting: {
        reason: 'known',
        known: { name: 'first.bin', url: first.file?.url, createdAtMs: first.createdAtMs },
      },
    });
    expect(seen.starts).toBe(0);
  },
);

test('“Upload anyway” uploads the same bytes once more, and the newest is offered then', async () => {
  const { upload, engine, viewWhen } = await createTestEngine();
  const first = await upload(someBytes(1));
  const again = await upload(someBytes(1), { name: 'again.bin' });
  engine.command(again.id, 'retry-requested');
  const stored = await viewWhen(again.id, ({ state }) => state === 'succeeded');
  expect(stored.file?.url).not.toBe(first.file?.url);
  const third = await upload(someBytes(1));
  expect(third.waiting?.known?.url).toBe(stored.file?.url);
});

test('without an upload of the same size not one byte more is read', async () => {
  const { upload, seen } = await createTestEngine();
  await upload(someBytes(1));
  const once = seen.hashed.length;
  expect(once).toBe(3);
  expect((await upload(someBytes(1).slice(1))).state).toBe('succeeded');
  expect(seen.hashed).toHaveLength(once);
});

test('other bytes of the same size are read up to the first part that differs, and uploaded', async () => {
  for (const [place, extra] of [
    [0, 1],
    [PART_BYTES, 2],
    [2 * PART_BYTES + 4, 3],
  ] as const) {
    const { upload, seen } = await createTestEngine();
    await upload(someBytes(1));
    const other = await upload(with1Changed(someBytes(1), place));
    expect(other.state).toBe('succeeded');
    expect(seen.hashed).toHaveLength(3 + extra);
  }
});

test('several of the same size cost one reading of each part', async () => {
  const { upload, seen } = await createTestEngine();
  for (const seed of [1, 2, 3]) await upload(someBytes(seed));
  const again = await upload(someBytes(1));
  expect(again.waiting?.reason).toBe('known');
  expect(seen.hashed).toHaveLength(3);
});

test('what was cut into other parts is known all the same', async () => {
  const { upload } = await createTestEngine();
  await upload(someBytes(1), { options: { partSize: 2 * PART_BYTES } });
  expect((await upload(someBytes(1))).waiting?.reason).toBe('known');
});

test('another place, another account, or a link that was removed from the list is none', async () => {
  const { upload, account, engine } = await createTestEngine();
  const first = await upload(someBytes(1));
  const elsewhere = await upload(someBytes(1), { store: { location: 's3', path: 'b/' } });
  expect(elsewhere.state).toBe('succeeded');
  account.name = 'yours';
  expect((await upload(someBytes(1))).state).toBe('succeeded');
  account.name = 'mine';
  await engine.remove(first.id);
  expect((await upload(someBytes(1))).state).toBe('succeeded');
});

test('what was sent unchecked is never known again, and may itself be known', async () => {
  const { upload } = await createTestEngine();
  const unchecked = { disableIntegrityCheck: true };
  await upload(someBytes(1), { options: unchecked });
  expect((await upload(someBytes(1))).state).toBe('succeeded');
  expect((await upload(someBytes(1), { options: unchecked })).waiting?.reason).toBe('known');
});

test('a paused upload is asked about once it is resumed', async () => {
  const { upload, add, engine, viewWhen } = await createTestEngine();
  await upload(someBytes(1));
  const id = await add(someBytes(1));
  engine.command(id, 'pause-requested');
  await viewWhen(id, ({ state, partCount }) => state === 'paused' && partCount === 3);
  engine.command(id, 'resume-requested');
  const asked = await viewWhen(id, ({ state }) => state === 'waiting');
  expect(asked.waiting?.reason).toBe('known');
});
