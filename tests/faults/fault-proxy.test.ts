import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { digestObject } from '../../scripts/digest.ts';
import { type Backend, startBackend } from '../../server/backend.ts';
import { clockSkew, pending, refusal } from './canned.ts';
import { isPutFrom } from './fault.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { bytesSent, callsOf, isEffective, mostAtOnce } from './judge.ts';

const MIB = 1024 ** 2;
const text = v.string();
const startSchema = v.object({ uri: text, region: text, upload_id: text, location_url: text });
const uploadSchema = v.object({ url: text, headers: v.record(text, text) });
const completeSchema = v.object({ handle: text, key: text, container: text, size: v.number() });
let dir: string;
let backend: Backend;
let proxy: FaultProxy;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fault-proxy-'));
  backend = await startBackend({ dataDir: dir, apiKey: 'key' });
  proxy = await startFaultProxy(backend);
});
beforeEach(() => proxy.reset());
afterAll(async () => {
  await proxy.close();
  await backend.close();
  await rm(dir, { recursive: true });
});

const post = (step: string, body: object, origin = proxy.apiUrl) =>
  fetch(`${origin}/multipart/${step}`, {
    method: 'POST',
    body: JSON.stringify({ apikey: 'key', store: { location: 's3' }, ...body }),
    headers: { 'Content-Type': 'application/json' },
  });

/** An upload as a client makes it, one call at a time. */
async function begin(name: string, bytes: Buffer) {
  const facts = { filename: name, mimetype: 'application/octet-stream', size: bytes.length };
  const started = v.parse(startSchema, await (await post('start', facts)).json());
  const session = { uri: started.uri, region: started.region, upload_id: started.upload_id };
  const parts: { part_number: number; etag: string }[] = [];

  async function put(part: number): Promise<Response> {
    const slice = bytes.subarray((part - 1) * 5 * MIB, part * 5 * MIB);
    const md5 = createHash('md5').update(slice).digest('base64');
    const answer = await post('upload', { ...session, part, size: slice.length, md5 }, started.location_url);
    const { url, headers } = v.parse(uploadSchema, await answer.json());
    expect(url.startsWith(`${proxy.storeUrl}/`)).toBe(true);
    const stored = await fetch(url, { method: 'PUT', body: new Uint8Array(slice), headers });
    const etag = stored.headers.get('etag');
    if (stored.ok && etag !== null) parts.push({ part_number: part, etag });
    return stored;
  }
  const complete = () => post('complete', { ...session, ...facts, parts }, started.location_url);
  return { started, put, complete };
}

async function expectStored(answer: Response, bytes: Buffer): Promise<void> {
  const { key, container, size } = v.parse(completeSchema, await answer.json());
  expect(size).toBe(bytes.length);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(await digestObject(backend.s3, container, key)).toEqual({ sha256, sizeBytes: bytes.length });
}

test('without a fault every call of an upload passes the proxy and is noted with its file and part', async () => {
  const bytes = randomBytes(5 * MIB + 7);
  const upload = await begin('plain.bin', bytes);
  for (const part of [1, 2]) expect((await upload.put(part)).status).toBe(200);
  await expectStored(await upload.complete(), bytes);

  const { exchanges } = proxy.history;
  expect(exchanges.map(({ step, file, part }) => [step, file, part])).toEqual([
    ['start', 'plain.bin', undefined],
    ['upload', 'plain.bin', 1],
    ['put', 'plain.bin', 1],
    ['upload', 'plain.bin', 2],
    ['put', 'plain.bin', 2],
    ['complete', 'plain.bin', undefined],
  ]);
  expect(exchanges.every(({ status, serverStatus }) => status === 200 && serverStatus === 200)).toBe(true);
  expect(bytesSent(exchanges, 'plain.bin')).toBe(bytes.length);
});

test.each([0, 1, 'half', 'last'] as const)(
  'a reset after %s bytes breaks one PUT and no more',
  async (at) => {
    const bytes = randomBytes(100_000);
    const upload = await begin('reset.bin', bytes);
    proxy.inject({ match: { step: 'put', attempt: 1 }, do: { kind: 'reset', afterBytes: at } });
    await expect(upload.put(1)).rejects.toThrow(/fetch failed/);
    await upload.put(1);
    await expectStored(await upload.complete(), bytes);
    const [broken, whole] = callsOf(proxy.history.exchanges, 'put');
    expect(broken).toMatchObject({ attempt: 1, isForwarded: false, end: 'reset' });
    expect(whole).toMatchObject({ attempt: 2, isForwarded: true, receivedBytes: bytes.length, status: 200 });
    if (at === 'last') expect(broken?.receivedBytes).toBe(bytes.length);
  },
);

test('a complete whose answer is lost was done all the same', async () => {
  const bytes = randomBytes(10);
  const upload = await begin('lost.bin', bytes);
  await upload.put(1);
  proxy.inject({ match: { step: 'complete' }, times: 1, do: { kind: 'lose-answer' } });
  await expect(upload.complete()).rejects.toThrow(/fetch failed/);
  await expectStored(await upload.complete(), bytes);
  expect(callsOf(proxy.history.exchanges, 'complete').map(isEffective)).toEqual([true, true]);
  expect(callsOf(proxy.history.exchanges, 'complete')[0]).toMatchObject({ end: 'reset', serverStatus: 200 });
});

test('a made-up answer keeps its headers and body, carries CORS and does not reach the server', async () => {
  proxy.inject(
    { match: { step: 'start' }, times: 1, do: refusal(429, 'slow', { 'Retry-After': '7' }) },
    { match: { step: 'start' }, times: 1, do: pending },
    { match: { step: 'start' }, times: 1, do: clockSkew },
  );
  const start = () => post('start', { filename: 'a', mimetype: 'text/plain', size: 1 });
  const throttled = await start();
  expect(throttled.status).toBe(429);
  expect(throttled.headers.get('retry-after')).toBe('7');
  expect(throttled.headers.get('access-control-allow-origin')).toBe('*');
  expect(await throttled.json()).toEqual({ error: 'slow' });
  expect((await start()).status).toBe(202);
  const skewed = await start();
  expect(skewed.headers.get('content-type')).toBe('application/xml');
  expect(await skewed.text()).toContain('<ServerTime>');
  expect((await start()).status).toBe(200);
  expect(proxy.history.exchanges.map(({ isForwarded }) => isForwarded)).toEqual([false, false, false, true]);
});

test('the ETag can be hidden or replaced', async () => {
  const upload = await begin('etag.bin', Buffer.from('x'));
  proxy.inject(
    { match: { step: 'put', attempt: 1 }, do: { kind: 'hide-etag' } },
    { match: { step: 'put', attempt: 2 }, do: { kind: 'wrong-etag' } },
  );
  expect((await upload.put(1)).headers.get('access-control-expose-headers')).toBeNull();
  expect((await upload.put(1)).headers.get('etag')).toBe(`"${'0'.repeat(32)}"`);
  expect((await upload.put(1)).headers.get('etag')).toBe(`"${createHash('md5').update('x').digest('hex')}"`);
});

test('an answer can be cut, edited, flooded and made to trickle', async () => {
  const start = () => post('start', { filename: 'b', mimetype: 'text/plain', size: 1 });
  proxy.inject(
    { match: { step: 'start' }, times: 1, do: { kind: 'truncate' } },
    { match: { step: 'start' }, times: 1, do: { kind: 'edit', edit: (json) => ({ ...json, region: 5 }) } },
    { match: { step: 'start' }, times: 1, do: { kind: 'flood', bytes: MIB } },
    { match: { step: 'start' }, times: 1, do: { kind: 'trickle', bytesPerSecond: 2000 } },
  );
  await expect(start().then((answer) => answer.json())).rejects.toThrow(SyntaxError);
  expect(await (await start()).json()).toMatchObject({ region: 5 });
  expect((await (await start()).text()).length).toBeGreaterThan(MIB);
  const beganMs = Date.now();
  v.parse(startSchema, await (await start()).json());
  expect(Date.now() - beganMs).toBeGreaterThan(100);
});

test('a slow reader takes its time and a black hole for ever', async () => {
  const upload = await begin('slow.bin', randomBytes(50_000));
  proxy.inject(
    { match: { step: 'put', attempt: 1 }, do: { kind: 'throttle', bytesPerSecond: 100_000 } },
    { match: { step: 'complete', attempt: 1 }, do: { kind: 'black-hole' } },
    { match: { step: 'complete', attempt: 2 }, do: { kind: 'delay', delayMs: 200 } },
  );
  const beganMs = Date.now();
  expect((await upload.put(1)).status).toBe(200);
  expect(Date.now() - beganMs).toBeGreaterThan(350);
  const { started } = upload;
  const silent = fetch(`${started.location_url}/multipart/complete`, {
    method: 'POST',
    body: JSON.stringify({ upload_id: started.upload_id }),
    signal: AbortSignal.timeout(300),
  });
  await expect(silent).rejects.toThrow(/timeout/);
  await proxy.history.until(
    (all) => callsOf(all, 'complete').some(({ end }) => end === 'client-left'),
    'the end of the black hole',
  );
  expect((await upload.complete()).status).toBe(200);
  const delayed = callsOf(proxy.history.exchanges, 'complete')[1];
  expect((delayed?.endedMs ?? 0) - (delayed?.beganMs ?? 0)).toBeGreaterThanOrEqual(200);
});

test.each(['forward', 'answer'] as const)('a request can be stopped before its %s', async (before) => {
  const upload = await begin('held.bin', randomBytes(1000));
  const hold = proxy.hold({ step: 'put' }, before);
  const put = upload.put(1);
  expect(await hold.arrived).toMatchObject({ isForwarded: before === 'answer', attempt: 1 });
  hold.release();
  expect((await put).status).toBe(200);
});

test('all requests that match stand still until they are released, and those after that do not', async () => {
  const upload = await begin('all held.bin', randomBytes(11 * MIB));
  const hold = proxy.holdAll(isPutFrom(2), 'forward');
  expect((await upload.put(1)).status).toBe(200);
  const held = [upload.put(2), upload.put(3)];
  await hold.arrived;
  await proxy.history.until((all) => callsOf(all, 'put').length === 3, 'the third part');
  expect(callsOf(proxy.history.exchanges, 'put').map(({ end }) => end)).toEqual([
    'answered',
    undefined,
    undefined,
  ]);
  hold.release();
  expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await upload.put(2)).status).toBe(200);
});

test('refused connections are accepted again on the same address', async () => {
  await proxy.refuseConnections();
  const start = () => post('start', { filename: 'c', mimetype: 'text/plain', size: 1 });
  await expect(start()).rejects.toThrow(/fetch failed/);
  await proxy.acceptConnections();
  expect((await start()).status).toBe(200);
});

test('requests that overlap are counted', async () => {
  const upload = await begin('many.bin', randomBytes(11 * MIB));
  proxy.inject({ match: { step: 'put' }, do: { kind: 'delay', delayMs: 100 } });
  await Promise.all([1, 2, 3].map((part) => upload.put(part)));
  expect(mostAtOnce(proxy.history.exchanges, 'put')).toBe(3);
});

test('a preflight is answered by the server itself', async () => {
  const answer = await fetch(`${proxy.apiUrl}/multipart/start`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://a.example', 'Access-Control-Request-Method': 'POST' },
  });
  expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
  expect(proxy.history.exchanges).toEqual([]);
});
