import { getEventListeners } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { init } from '../../lib/client/init.ts';
import { expiredUrl, pending, refusal, slowDown } from '../faults/canned.ts';
import type { Fault } from '../faults/fault.ts';
import { sampleBytes } from '../gateway/gateway-client.ts';
import { API_KEY, type ClientBench, openClientBench, quick } from './client-bench.ts';

const MIB = 1024 ** 2;
const large = sampleBytes(6 * MIB);

let bench: ClientBench;
beforeAll(async () => {
  bench = await openClientBench();
});
afterEach(() => {
  vi.restoreAllMocks();
  bench.proxy.reset();
});
afterAll(() => bench.close());

const upload = (bytes = large) => bench.client.upload(bytes, { retryOptions: quick });

test.each<[string, Fault, object]>([
  [
    'a refused policy',
    { match: { step: 'start' }, do: refusal(403, 'Invalid App policy') },
    { code: 'auth', details: { step: 'start', status: 403, serverText: 'Invalid App policy' } },
  ],
  [
    'a refused start',
    { match: { step: 'start' }, do: refusal(400, 'no such container') },
    { code: 'rejected', details: { step: 'start', status: 400, serverText: 'no such container' } },
  ],
  [
    'a refused signature of a part',
    { match: { step: 'upload' }, do: refusal(400, 'part out of range') },
    { code: 'rejected', details: { step: 'upload', status: 400, serverText: 'part out of range' } },
  ],
  [
    'a refused part',
    {
      match: { step: 'put' },
      do: {
        kind: 'status',
        status: 400,
        body: '<Error><Code>InvalidRequest</Code><Message>no</Message></Error>',
      },
    },
    { code: 'rejected', details: { step: 'put', status: 400, serverText: 'no' } },
  ],
  [
    'a refused complete',
    { match: { step: 'complete' }, do: refusal(400, 'sizes differ') },
    { code: 'rejected', details: { step: 'complete', status: 400, serverText: 'sizes differ' } },
  ],
  [
    'an answer that makes no sense',
    { match: { step: 'start' }, do: { kind: 'edit', edit: () => ({ hello: 'world' }) } },
    { code: 'protocol', details: { step: 'start' } },
  ],
])('%s rejects with the step, the status and the server’s words', async (_title, fault, expected) => {
  bench.proxy.inject(fault);
  const error: unknown = await upload().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'UploadError', ...expected });
  const { details } = error as { details: { serverText?: string } };
  expect(String(error)).toContain(details.serverText ?? 'start');
});

test.each<[string, Fault, 'start' | 'upload' | 'put' | 'complete', object]>([
  ['start', { match: { step: 'start' }, do: refusal(500) }, 'start', { code: 'server' }],
  ['upload', { match: { step: 'upload', part: 1 }, do: refusal(502) }, 'upload', { code: 'server' }],
  ['a PUT', { match: { step: 'put', part: 1 }, do: slowDown }, 'put', { code: 'throttled' }],
  [
    'complete, after which the file may be stored',
    { match: { step: 'complete' }, do: refusal(500) },
    'complete',
    { code: 'server', details: { mayBeStored: true } },
  ],
])('after the last retry of %s it rejects', async (_title, fault, step, expected) => {
  bench.proxy.inject(fault);
  await expect(upload(Buffer.from('x'))).rejects.toMatchObject(expected);
  expect(bench.asked(step)).toHaveLength(quick.retries + 1);
});

test('with no retries the first failure rejects', async () => {
  bench.proxy.inject({ match: { step: 'put' }, do: refusal(500) });
  const once = bench.client.upload(Buffer.from('x'), { retryOptions: { retries: 0 } });
  await expect(once).rejects.toMatchObject({ code: 'server' });
  expect(bench.asked('put')).toHaveLength(1);
});

test('a part with an expired address gets a new one', async () => {
  bench.proxy.inject({ match: { step: 'put', part: 1, attempt: 1 }, do: expiredUrl });
  expect(await bench.isStored(await upload(), large)).toBe(true);
  expect(bench.asked('upload').filter(({ part }) => part === 1)).toHaveLength(2);
});

test('an upload that the server has lost is begun anew once', async () => {
  bench.proxy.inject({ match: { step: 'upload', part: 2 }, times: 1, do: refusal(404, 'unknown upload') });
  expect(await bench.isStored(await upload(), large)).toBe(true);
  expect(bench.asked('start')).toHaveLength(2);
});

test('nobody at the address rejects as a network error of start', async () => {
  const nobody = init(API_KEY, { apiUrl: 'http://127.0.0.1:9' });
  await expect(nobody.upload(large, { retryOptions: quick })).rejects.toMatchObject({
    code: 'network',
    details: { step: 'start', origin: 'http://127.0.0.1:9' },
  });
});

test('a server that asks for more than 15 minutes is not waited for', async () => {
  bench.proxy.inject({ match: { step: 'start' }, do: refusal(429, 'later', { 'retry-after': '1000' }) });
  await expect(upload()).rejects.toMatchObject({
    code: 'throttled',
    details: { step: 'start', retryAfterMs: 1_000_000 },
  });
});

test('a PUT that takes longer than the timeout has stalled, and is sent again', async () => {
  bench.proxy.inject({ match: { step: 'put' }, times: 1, do: { kind: 'black-hole' } });
  const bytes = Buffer.from('x');
  const stored = await bench.client.upload(bytes, { timeout: 1000, retryOptions: quick });
  expect(await bench.isStored(stored, bytes)).toBe(true);
  // More when the machine is so busy that the second takes a second, too.
  expect(bench.asked('put').length).toBeGreaterThan(1);
});

test('what the caller’s `filename` throws rejects as an UploadError, too', async () => {
  const filename = () => {
    throw new Error('no name today');
  };
  await expect(bench.client.upload(large, {}, { filename })).rejects.toMatchObject({
    name: 'UploadError',
    code: 'unexpected',
    message: 'no name today',
  });
});

test('an empty file rejects before anything is asked', async () => {
  await expect(upload(Buffer.alloc(0))).rejects.toMatchObject({ code: 'limit', details: { step: 'stage' } });
  expect(bench.asked('start')).toEqual([]);
});

test('a file that is still being assembled is asked for until it is there', async () => {
  bench.proxy.inject({ match: { step: 'complete' }, times: 5, do: pending });
  expect(await bench.isStored(await upload(), large)).toBe(true);
});

test('an upload that can’t begin rejects as one of the step `stage`, and listens to its signal no more', async () => {
  vi.spyOn(crypto, 'randomUUID').mockReturnValue('no-id-at-all-today');
  const { signal } = new AbortController();
  const events: string[] = [];
  const note = (name: string) => () => void events.push(name);
  const begun = bench.client.upload(large, { signal, onStart: note('start'), onProgress: note('progress') });
  await expect(begun).rejects.toMatchObject({
    name: 'UploadError',
    code: 'unexpected',
    details: { step: 'stage' },
  });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(events).toEqual([]);
  begun.cancel();
});

test('no upload that is over listens to its signal', async () => {
  const { signal } = new AbortController();
  await bench.client.upload(Buffer.from('x'), { signal });
  bench.proxy.inject({ match: { step: 'complete' }, do: refusal(400) });
  await expect(bench.client.upload(Buffer.from('x'), { signal })).rejects.toMatchObject({ code: 'rejected' });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a failed upload leaves no timer behind', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  bench.proxy.inject({ match: { step: 'complete' }, do: refusal(400) });
  await expect(upload()).rejects.toMatchObject({ code: 'rejected' });
  await new Promise((later) => setTimeout(later, 20));
  // Those of the connections to the proxy come and go; one of seven days would stay.
  expect(timers()).toBeLessThanOrEqual(before + 1);
});
