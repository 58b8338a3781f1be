import { getEventListeners } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { UploadControls } from '../../lib/client/upload-options.ts';
import { sampleBytes } from '../gateway/gateway-client.ts';
import { type ClientBench, openClientBench } from './client-bench.ts';

const MIB = 1024 ** 2;
const large = sampleBytes(16 * MIB);
const cancelled = { name: 'UploadError', code: 'cancelled' };

let bench: ClientBench;
beforeAll(async () => {
  bench = await openClientBench();
});
afterEach(() => bench.proxy.reset());
afterAll(() => bench.close());

/** Time in which something more could be asked, if anything were. */
const aWhile = () => new Promise((later) => setTimeout(later, 50));

/** A token as filestack-js 4 takes it: an empty object that gets its methods. */
function newToken(): UploadControls {
  const none = () => {
    throw new Error('the token was given no methods');
  };
  return { pause: none, resume: none, cancel: none };
}

test.each<[string, (upload: UploadControls, token: UploadControls) => UploadControls]>([
  ['a token', (_upload, token) => token],
  ['the promise', (upload) => upload],
])(
  'pauses and resumes by %s: nothing is asked meanwhile, and what was stored is not sent again',
  async (_title, steer) => {
    const hold = bench.proxy.hold({ step: 'put', part: 2 }, 'forward');
    const token = newToken();
    const upload = bench.client.upload(large, { token, maxConcurrentUploads: 1 });
    await hold.arrived;
    steer(upload, token).pause();
    hold.release();
    await bench.proxy.history.until(
      (exchanges) =>
        exchanges.some(({ step, part, end }) => step === 'put' && part === 2 && end === 'client-left'),
      'the part on the wire is dropped',
    );
    const puts = bench.asked('put').length;
    await aWhile();
    // One part was on the wire and the next prepared; the one after that is not asked for.
    expect(bench.asked('upload').every(({ part = 0 }) => part <= 3)).toBe(true);
    expect(bench.asked('put')).toHaveLength(puts);
    steer(upload, token).resume();
    expect(await bench.isStored(await upload, large)).toBe(true);
    expect(bench.asked('put').filter(({ part }) => part === 1)).toHaveLength(1);
    expect(bench.asked('start')).toHaveLength(1);
  },
);

test.each<[string, (upload: UploadControls, abort: AbortController, token: UploadControls) => void]>([
  ['the promise', (upload) => upload.cancel()],
  ['a token', (_upload, _abort, token) => token.cancel()],
  ['an AbortSignal', (_upload, abort) => abort.abort()],
])('cancels by %s: it rejects, and nothing more is asked', async (_title, cancel) => {
  const hold = bench.proxy.holdAll({ step: 'put' }, 'forward');
  const abort = new AbortController();
  const token = newToken();
  const upload = bench.client.upload(large, { token, signal: abort.signal, maxConcurrentUploads: 1 });
  const outcome = expect(upload).rejects.toMatchObject(cancelled);
  await hold.arrived;
  cancel(upload, abort, token);
  await outcome;
  hold.release();
  await aWhile();
  expect(bench.asked('upload').every(({ part = 0 }) => part <= 2)).toBe(true);
  expect(bench.asked('complete')).toEqual([]);
});

describe.each(['start', 'put', 'complete'] as const)('in the wait before a retry of %s', (step) => {
  test.each<[string, (upload: UploadControls, abort: AbortController) => void]>([
    ['the promise', (upload) => upload.cancel()],
    ['an AbortSignal', (_upload, abort) => abort.abort()],
  ])('cancels by %s', async (_title, cancel) => {
    bench.proxy.inject({ match: { step }, do: { kind: 'status', status: 500 } });
    const abort = new AbortController();
    const upload = bench.client.upload(large, {
      signal: abort.signal,
      maxConcurrentUploads: 1,
      retryOptions: { minTimeout: 600_000, maxTimeout: 600_000 },
      onRetry: () => cancel(upload, abort),
    });
    await expect(upload).rejects.toMatchObject(cancelled);
    expect(bench.asked(step)).toHaveLength(1);
    expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
  });
});

test('cancels while paused', async () => {
  const upload = bench.client.upload(large);
  upload.pause();
  upload.cancel();
  await expect(upload).rejects.toMatchObject(cancelled);
});

test('cancels while paused in the middle, when nothing is on the wire', async () => {
  const hold = bench.proxy.hold({ step: 'put', part: 2 }, 'forward');
  const upload = bench.client.upload(large, { maxConcurrentUploads: 1 });
  const outcome = expect(upload).rejects.toMatchObject(cancelled);
  await hold.arrived;
  upload.pause();
  hold.release();
  await bench.proxy.history.until(
    (exchanges) =>
      exchanges.some(({ part, end }) => part === 2 && end === 'client-left') &&
      exchanges.every(({ end }) => end !== undefined),
    'nothing is on the wire',
  );
  const puts = bench.asked('put').length;
  upload.cancel();
  await outcome;
  await aWhile();
  expect(bench.asked('put')).toHaveLength(puts);
  expect(bench.asked('complete')).toEqual([]);
});

test('cancels before anything was asked', async () => {
  const upload = bench.client.upload(large);
  upload.cancel();
  await expect(upload).rejects.toMatchObject(cancelled);
  expect(bench.asked('start')).toEqual([]);
  await expect(bench.client.upload(large, { signal: AbortSignal.abort() })).rejects.toMatchObject(cancelled);
  expect(bench.asked('start')).toEqual([]);
});

test('a cancel while complete is being answered comes too late: the answer decides', async () => {
  const hold = bench.proxy.hold({ step: 'complete' }, 'answer');
  const upload = bench.client.upload(Buffer.from('x'));
  await hold.arrived;
  upload.cancel();
  hold.release();
  expect(await bench.isStored(await upload, Buffer.from('x'))).toBe(true);
});
