import { expect, test, vi } from 'vitest';
import { mainDestination } from '../core/job.ts';
import { defaultUploadOptions } from '../core/upload-options.ts';
import { systemClock } from '../platform/system-clock.ts';
import { startSampleEngine } from './testing/sample-engine.ts';

test('how far bytes are that are being made is seen, until they are there', async () => {
  let finish = (_blob: Blob): void => undefined;
  const made = new Promise<Blob>((resolve) => {
    finish = resolve;
  });
  const onProgress = vi.fn();
  const engine = await startSampleEngine(systemClock, () => ({ onProgress }));
  const id = await engine.add({
    name: 'a.png',
    mimetype: '',
    sizeBytes: 0,
    destination: mainDestination,
    store: { location: 's3' },
    options: defaultUploadOptions,
    async getBlob(_signal, tell) {
      tell({ current: 2, total: 5 });
      return { blob: await made };
    },
  });
  const view = () => engine.views().find((job) => job.id === id);
  await expect.poll(() => onProgress.mock.calls.length).toBe(1);
  expect(view()).toMatchObject({ state: 'staging', capturing: { current: 2, total: 5 } });
  finish(new Blob(['bytes']));
  await expect.poll(() => view()?.state).toBe('succeeded');
  expect(view()?.capturing).toBeUndefined();
});
