import { expect, test } from 'vitest';
import { mainDestination } from '../core/job.ts';
import { MIN_PART_SIZE_BYTES } from '../core/part-plan.ts';
import { defaultUploadOptions } from '../core/upload-options.ts';
import { systemClock } from '../platform/system-clock.ts';
import type { PartBody } from './ports.ts';
import { startSampleEngine } from './testing/sample-engine.ts';

const SIZE = MIN_PART_SIZE_BYTES + 7;

/** A file on a disk, which is what it was or something else of the same size and time. */
class ChangingFile extends File {
  isChanged = false;

  constructor() {
    super([new Uint8Array(SIZE)], 'a.bin');
  }

  override slice(start?: number, end?: number): Blob {
    const same = super.slice(start, end);
    return this.isChanged ? new Blob([new Uint8Array(same.size).fill(1)]) : same;
  }
}

/** Uploads a file to an engine whose store keeps references. @param afterParts done once both parts are stored */
async function upload(file: ChangingFile, afterParts: () => void) {
  const bodies: PartBody[] = [];
  const engine = await startSampleEngine(systemClock, ({ blobs, transport }) => ({
    blobs: { ...blobs, keepsReferences: true },
    transport: {
      async put(put, body, ...others) {
        const answer = await transport.put(put, body, ...others);
        bodies.push(body);
        if (bodies.length === 2) afterParts();
        return answer;
      },
    },
  }));
  await engine.add({
    destination: mainDestination,
    ...{ name: file.name, mimetype: '', sizeBytes: file.size, store: { location: 's3' } },
    options: defaultUploadOptions,
    getBlob: async () => ({ blob: file }),
  });
  return { bodies, state: () => engine.views()[0] };
}

test('what a store keeps by reference is sent from the very bytes that were hashed', async () => {
  const { bodies, state } = await upload(new ChangingFile(), () => undefined);
  await expect.poll(() => state()?.state).toBe('succeeded');
  expect(bodies.every((body) => body instanceof ArrayBuffer)).toBe(true);
});

test('FC4: a file kept by reference that changed although its time says otherwise is not completed, and asked for again', async () => {
  const file = new ChangingFile();
  const { state } = await upload(file, () => {
    file.isChanged = true;
  });
  await expect.poll(() => state()?.waiting?.reason).toBe('file');
  expect(state()?.error?.details.source).toBe('changed');
});
