import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { ClientUploadOptions, UploadProgress } from '../../lib/client/upload-options.ts';
import { pending, refusal, slowDown } from '../faults/canned.ts';
import type { Fault, FaultAction } from '../faults/fault.ts';
import { sampleBytes } from '../gateway/gateway-client.ts';
import { type ClientBench, openClientBench, quick } from './client-bench.ts';

const MIB = 1024 ** 2;
const large = sampleBytes(12 * MIB);
const noSuchUpload: FaultAction = {
  kind: 'status',
  status: 404,
  body: '<Error><Code>NoSuchUpload</Code><Message>The upload does not exist.</Message></Error>',
};

let bench: ClientBench;
beforeAll(async () => {
  bench = await openClientBench();
});
afterEach(() => {
  vi.unstubAllGlobals();
  bench.proxy.reset();
});
afterAll(() => bench.close());

/** Options that write down every callback, with what had been asked by then. */
function recorder(options: ClientUploadOptions = {}) {
  const log: string[] = [];
  const progress: UploadProgress[] = [];
  const note = (name: string) => () =>
    void log.push(`${name} ${bench.proxy.history.exchanges.map(({ step }) => step).join(' ')}`.trim());
  const retries: (readonly [number, number])[] = [];
  return {
    log,
    progress,
    retries,
    options: {
      retryOptions: quick,
      ...options,
      onStart: note('onStart'),
      onUploadStart: note('onUploadStart'),
      onProgress: (event: UploadProgress) => void progress.push(event),
      onRetry: (attempt: number, delayMs: number) => void retries.push([attempt, delayMs]),
      onUploadComplete: note('onUploadComplete'),
      onUploadCompleteFunction: note('onUploadCompleteFunction'),
    },
  };
}

const namesOf = (log: readonly string[]) => log.map((line) => line.split(' ')[0]);

/** States that progress went from 0 to 100, once each, and never fell. */
function expectWholeProgress(progress: readonly UploadProgress[]): void {
  const totals = progress.map(({ totalBytes }) => totalBytes);
  expect(totals).toEqual([...totals].sort((a, b) => a - b));
  const percents = progress.map(({ totalPercent }) => totalPercent);
  expect([percents[0], percents.at(-1)]).toEqual([0, 100]);
  for (const end of [0, 100]) expect(percents.filter((percent) => percent === end)).toHaveLength(1);
}

test('each callback comes at its moment, and as often as it should', async () => {
  const { log, retries, options } = recorder();
  await bench.client.upload(Buffer.from('x'), options);
  expect(log).toEqual([
    'onStart',
    'onUploadStart start upload',
    'onUploadComplete start upload put',
    'onUploadCompleteFunction start upload put',
  ]);
  expect(retries).toEqual([]);
});

test('onStart comes before each start request, also when it is made again', async () => {
  bench.proxy.inject({ match: { step: 'start' }, times: 2, do: { kind: 'status', status: 500 } });
  const { log, retries, options } = recorder();
  await bench.client.upload(Buffer.from('x'), options);
  expect(log.slice(0, 4)).toEqual([
    'onStart',
    'onStart start',
    'onStart start start',
    'onUploadStart start start start upload',
  ]);
  expect(retries.map(([attempt]) => attempt)).toEqual([1, 2]);
});

test('onRetry tells the attempt of the request and the wait before it, once for each retry', async () => {
  bench.proxy.inject(
    { match: { step: 'put', part: 1 }, times: 2, do: slowDown },
    { match: { step: 'complete' }, times: 1, do: { kind: 'lose-answer' } },
  );
  const { log, retries, options } = recorder({
    maxConcurrentUploads: 1,
    retryOptions: { retries: 5, minTimeout: 20, maxTimeout: 20, factor: 1 },
  });
  await bench.client.upload(Buffer.from('x'), options);
  expect(retries.map(([attempt]) => attempt)).toEqual([1, 2, 1]);
  for (const [, delayMs] of retries) {
    expect(delayMs).toBeGreaterThanOrEqual(0);
    expect(delayMs).toBeLessThanOrEqual(20);
  }
  expect(log.filter((line) => line.startsWith('onUploadStart'))).toHaveLength(1);
  expect(log.filter((line) => line.startsWith('onUploadComplete '))).toHaveLength(1);
  expect(bench.asked('complete')).toHaveLength(2);
});

test('a complete that is asked again for a 202 is no retry, and complete is told once', async () => {
  bench.proxy.inject({ match: { step: 'complete' }, times: 2, do: pending });
  const { log, retries, options } = recorder();
  await bench.client.upload(Buffer.from('x'), options);
  expect(retries).toEqual([]);
  expect(log.filter((line) => line.startsWith('onUploadComplete '))).toHaveLength(1);
  expect(bench.asked('complete')).toHaveLength(3);
});

test.each<['while parts are sent' | 'when it is to be complete', Fault]>([
  ['while parts are sent', { match: { step: 'put', part: 2 }, times: 1, do: noSuchUpload }],
  [
    'when it is to be complete',
    { match: { step: 'complete' }, times: 1, do: refusal(404, 'no such upload') },
  ],
])(
  'an upload that the server has lost %s, begun anew, tells its start again and the rest once',
  async (title, fault) => {
    bench.proxy.inject(fault);
    const { log, progress, retries, options } = recorder({ progressInterval: 1, maxConcurrentUploads: 1 });
    await bench.client.upload(large, options);
    expect(bench.asked('start')).toHaveLength(2);
    expect(namesOf(log)).toEqual([
      'onStart',
      'onUploadStart',
      ...(title === 'while parts are sent' ? ['onStart'] : []),
      'onUploadComplete',
      'onUploadCompleteFunction',
      ...(title === 'when it is to be complete' ? ['onStart'] : []),
    ]);
    expect(retries).toEqual([]);
    expectWholeProgress(progress);
  },
);

test('after a pause and a resume nothing is told twice', async () => {
  const hold = bench.proxy.hold({ step: 'put', part: 2 }, 'forward');
  const { log, progress, retries, options } = recorder({ progressInterval: 1, maxConcurrentUploads: 1 });
  const upload = bench.client.upload(large, options);
  await hold.arrived;
  upload.pause();
  hold.release();
  await bench.proxy.history.until(
    (exchanges) => exchanges.some(({ part, end }) => part === 2 && end === 'client-left'),
    'the part on the wire is dropped',
  );
  upload.resume();
  await upload;
  expect(namesOf(log)).toEqual(['onStart', 'onUploadStart', 'onUploadComplete', 'onUploadCompleteFunction']);
  expect(retries).toEqual([]);
  expectWholeProgress(progress);
});

test('progress begins at 0, never falls, counts what the store has, and ends at 100 once', async () => {
  bench.proxy.inject({
    match: { step: 'put', part: 2, attempt: 1 },
    do: { kind: 'reset', afterBytes: 'half' },
  });
  const { progress, options } = recorder({ progressInterval: 1, maxConcurrentUploads: 1 });
  const upload = bench.client.upload(large, options);
  let isDone = false;
  void upload.then(() => {
    isDone = true;
  });
  await upload;
  expect(isDone).toBe(true);
  expect(progress[0]).toEqual({ totalBytes: 0, totalPercent: 0, progressTotal: 0, totalProgressPercent: 0 });
  expect(progress.at(-1)).toEqual({
    totalBytes: large.length,
    totalPercent: 100,
    progressTotal: large.length,
    totalProgressPercent: 100,
  });
  expectWholeProgress(progress);
  for (const { part, loaded, byteLength } of progress.slice(1, -1)) {
    expect(loaded).toBe(byteLength);
    expect(byteLength).toBe(part === 3 ? 2 * MIB : 5 * MIB);
  }
});

test('with a long interval only the first and the last progress are told', async () => {
  const { progress, options } = recorder({ progressInterval: 600_000 });
  await bench.client.upload(large, options);
  expect(progress.map(({ totalPercent }) => totalPercent)).toEqual([0, 100]);
});

test('what a callback throws is reported, and the file is stored all the same', async () => {
  const reported: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  const slip = new Error('a slip of the caller’s');
  const fail = () => {
    throw slip;
  };
  const file = await bench.client.upload(Buffer.from('x'), {
    onStart: fail,
    onUploadStart: fail,
    onProgress: fail,
    onUploadComplete: fail,
  });
  expect(await bench.isStored(file, Buffer.from('x'))).toBe(true);
  expect(reported).toEqual([slip, slip, slip, slip, slip]);
});

test('after the end nobody is called back', async () => {
  bench.proxy.inject({ match: { step: 'put' }, do: { kind: 'status', status: 400 } });
  const { log, progress, options } = recorder({ progressInterval: 1 });
  await expect(bench.client.upload(large, options)).rejects.toMatchObject({ code: 'rejected' });
  const before = [...log];
  await new Promise((later) => setTimeout(later, 20));
  expect(log).toEqual(before);
  expect(log.some((line) => line.startsWith('onUploadComplete'))).toBe(false);
  expect(progress.some(({ totalPercent }) => totalPercent === 100)).toBe(false);
});
