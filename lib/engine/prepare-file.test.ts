import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { defaultPictureOptions } from '../core/picture-options.ts';
import type { Clock } from './ports.ts';
import { createPreparer } from './prepare-file.ts';
import { sampleJob } from './testing/sample-job.ts';

const clock: Clock = { nowMs: () => 0, random: () => 0, schedule: () => () => undefined };
const { signal } = new AbortController();
const prepare = createPreparer(clock, async (blob) => ({ blob, treatments: [] }));

/** A blob that tells what was read of it. */
class WatchedBlob extends Blob {
  readBytes = 0;
  override slice(start = 0, end = this.size, type?: string): Blob {
    this.readBytes += Math.min(end, this.size) - start;
    return super.slice(start, end, type);
  }
}

test('of a file with a type and the usual template no byte is read', async () => {
  const blob = new WatchedBlob(['x'.repeat(10_000)], { type: 'image/png' });
  expect(await prepare(sampleJob({ name: 'a.png' }), { blob }, signal)).toEqual({
    blob,
    mimetype: 'image/png',
  });
  expect(blob.readBytes).toBe(0);
});

test('of a file without a type the first bytes are read', async () => {
  const blob = new WatchedBlob(['GIF89a', 'x'.repeat(10_000)]);
  expect(await prepare(sampleJob(), { blob }, signal)).toEqual({ blob, mimetype: 'image/gif' });
  expect(blob.readBytes).toBe(4_100);
});

test('the better name that came with the bytes is the one that a template is filled with', async () => {
  const naming = {
    template: '{host}/{title}/{name}-{counter}.{ext}',
    counter: 7,
    page: { host: 'h', title: 't/t' },
  };
  const { place } = await prepare(
    sampleJob({ naming }),
    { blob: new Blob(['x']), name: 'better.jpg' },
    signal,
  );
  expect(place).toEqual({ path: 'folder/h/t_t/', name: 'better-7.jpg', isShortened: false });
});

test('the hash of a template is that of all bytes', async () => {
  const bytes = new Uint8Array(9 * 1024 ** 2).map((_, index) => index % 251);
  const job = sampleJob({ naming: { template: '{hash}' } });
  const { place } = await prepare(job, { blob: new Blob([bytes]) }, signal);
  expect(place?.name).toBe(createHash('sha256').update(bytes).digest('hex').slice(0, 32));
});

test('date and time are of the moment when the upload began, in the person’s own time', async () => {
  const createdAtMs = new Date(2026, 0, 2, 3, 4, 5).getTime();
  const job = sampleJob({ createdAtMs, naming: { template: '{date} {time}' } });
  const { place } = await prepare(job, { blob: new Blob(['x']) }, signal);
  expect(place?.name).toBe('2026-01-02 03-04-05');
});

test('a path that leaves no room for a name is a limit', async () => {
  const job = sampleJob({ store: { location: 's3', path: 'p'.repeat(1_000) } });
  await expect(prepare(job, { blob: new Blob(['x']) }, signal)).rejects.toMatchObject({
    code: 'limit',
    details: { step: 'name' },
  });
});

test('of many pictures no more than two are worked on at once, and none of an upload that was cancelled', async () => {
  let [now, most, treated] = [0, 0, 0];
  const release: (() => void)[] = [];
  const prepareAll = createPreparer(clock, async (blob) => {
    treated += 1;
    now += 1;
    most = Math.max(most, now);
    await new Promise<void>((resolve) => release.push(resolve));
    now -= 1;
    return { blob, treatments: [] };
  });
  const job = sampleJob({ pictures: { ...defaultPictureOptions, removesMetadata: true } });
  const blob = new Blob(['x'], { type: 'image/png' });
  const cancelled = new AbortController();
  const all = Promise.allSettled([
    ...[1, 2, 3].map(() => prepareAll(job, { blob }, signal)),
    prepareAll(job, { blob }, cancelled.signal),
  ]);
  cancelled.abort();
  for (let done = 0; done < 3; done += 1) {
    await expect.poll(() => release.length).toBeGreaterThan(0);
    release.shift()?.();
  }
  expect((await all).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
  ]);
  expect([most, treated]).toEqual([2, 3]);
});
