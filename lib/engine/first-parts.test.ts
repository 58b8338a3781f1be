import { expect, test } from 'vitest';
import { mainDestination } from '../core/job.ts';
import { MIN_PART_SIZE_BYTES } from '../core/part-plan.ts';
import { defaultUploadOptions } from '../core/upload-options.ts';
import { systemClock } from '../platform/system-clock.ts';
import type { Engine } from './engine.ts';
import { startSampleEngine } from './testing/sample-engine.ts';

async function add(engine: Engine, sizeBytes: number): Promise<void> {
  const file = new File([new Uint8Array(sizeBytes)], 'a.bin');
  await engine.add({
    name: file.name,
    mimetype: file.type,
    sizeBytes,
    destination: mainDestination,
    store: { location: 's3' },
    options: defaultUploadOptions,
    getBlob: async () => ({ blob: file }),
  });
}

/** Adds a file whose copy is never finished. @returns how often the transport was made ready */
async function warmUpsFor(sizeBytes: number): Promise<number> {
  let warmUps = 0;
  let beginCopy = (): void => undefined;
  const copying = new Promise<void>((resolve) => {
    beginCopy = resolve;
  });
  const engine = await startSampleEngine(systemClock, ({ blobs, transport }) => ({
    blobs: {
      ...blobs,
      put() {
        beginCopy();
        return new Promise<never>(() => undefined);
      },
    },
    transport: {
      ...transport,
      warmUp() {
        warmUps += 1;
      },
    },
  }));
  await add(engine, sizeBytes);
  await copying;
  return warmUps;
}

test('what tells of bytes on the wire is made ready while the file is copied', async () => {
  expect(await warmUpsFor(2 * MIN_PART_SIZE_BYTES)).toBe(1);
});

test('a file that is sent in no time does without', async () => {
  expect(await warmUpsFor(100)).toBe(0);
});

test('parts that begin together share one reader of the copy', async () => {
  let readers = 0;
  let finish = (_state: string): void => undefined;
  const end = new Promise<string>((resolve) => {
    finish = resolve;
  });
  const engine = await startSampleEngine(systemClock, (usual) => ({
    readers: {
      ...usual.readers,
      staged(blob, mode) {
        readers += 1;
        return usual.readers.staged(blob, mode);
      },
    },
    onEnd: ({ state }) => finish(state.name),
  }));
  await add(engine, 5 * MIN_PART_SIZE_BYTES);
  expect(await end).toBe('succeeded');
  expect(readers).toBe(1);
});
