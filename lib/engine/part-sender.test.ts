import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { StoredPart, UploadSession } from '../core/job.ts';
import { partRange, planParts } from '../core/part-plan.ts';
import { UploadError } from '../core/upload-error.ts';
import type { IntelligentMode } from '../core/upload-options.ts';
import { systemClock } from '../platform/system-clock.ts';
import { type ChunkMemory, createChunkMemory } from './chunk-memory.ts';
import { createPartReaders } from './part-readers.ts';
import { partSenderFor } from './part-sender.ts';
import type { Destination } from './ports.ts';
import { createSignedPlaces } from './signed-places.ts';
import { createFakeDestination } from './testing/fake-destination.ts';
import { createFakeProvider, type FakeProvider } from './testing/fake-provider.ts';
import { type ArrivedPut, createFakeTransport, type ServerAnswer } from './testing/fake-transport.ts';

const KIB = 1024;
const bytes = new Uint8Array(5 * KIB ** 2 + 300 * KIB).map((_, index) => (index * 7 + (index >> 10)) % 251);
const facts = { name: 'a.bin', sizeBytes: bytes.length, mimetype: '' };
const range = partRange(planParts(bytes.length), 2);
const body = bytes.subarray(range.startByte);
const store = { location: 's3' } as const;

type PutRule = (put: ArrivedPut, count: number) => ServerAnswer | 'refused' | undefined;

let provider: FakeProvider;
let destination: Destination;
let memory: ChunkMemory;
/** Sizes of all PUTs, in KiB. */
let puts: number[];
/** Calls of the destination that count: the offset of each signed chunk in KiB, `part` for a whole one, `commit`. */
let calls: (number | string)[];
let rule: PutRule;
let failCommit: (() => UploadError) | undefined;

/** What was told of bytes on the wire, in KiB. */
let told: number[];
/** Bytes a second. */
let limit: number | undefined;

beforeEach(() => {
  provider = createFakeProvider();
  const fake = createFakeDestination({ provider });
  puts = [];
  calls = [];
  memory = createChunkMemory();
  rule = () => undefined;
  limit = undefined;
  told = [];
  failCommit = undefined;
  destination = {
    ...fake,
    signPart(...args) {
      calls.push('part');
      return fake.signPart(...args);
    },
    signChunk(...args) {
      calls.push(args[2].offsetBytes / KIB);
      return fake.signChunk?.(...args) ?? expect.fail('the double takes no chunks');
    },
    async commitPart(...args) {
      calls.push('commit');
      if (failCommit) throw failCommit();
      await fake.commitPart?.(...args);
    },
  };
});

const start = (wantsChunks = true) =>
  destination.start({ ...facts, wantsChunks }, store, new AbortController().signal);

const transport = createFakeTransport((put) => {
  puts.push(put.body.size / KIB);
  return rule(put, puts.length) ?? provider.put(put);
}, systemClock);

/** One attempt at the second part, of 300 KiB. */
function attempt(
  session: UploadSession,
  wish: IntelligentMode,
  signal = new AbortController().signal,
): Promise<StoredPart> {
  return partSenderFor(
    session,
    wish,
  )({
    ...{ destination, transport, session, store, range, memory, signal, file: facts },
    reader: createPartReaders(systemClock).staged(new Blob([bytes]), 'checked'),
    pace: { measure: (_sizeBytes, put) => put(1000), isSlow: () => false },
    onSent: (sent) => void told.push(sent / KIB),
    wirePlace: async () => undefined,
    signedPlaces: createSignedPlaces(),
    gate: { take: async () => () => undefined, limit: () => limit },
    clock: systemClock,
  });
}

/** What the provider has of the part, once the first one is there too. */
async function storedBytes(session: UploadSession, part: StoredPart): Promise<Uint8Array> {
  rule = () => undefined;
  const first = bytes.subarray(0, range.startByte);
  const md5 = createHash('md5').update(first).digest('base64');
  const facts1 = { partNumber: 1, sizeBytes: first.length, md5 };
  const signed = provider.sign(session.uploadId, facts1);
  if ('error' in signed) throw new Error(signed.error);
  await provider.put({ url: signed.url, headers: { 'content-md5': md5 }, body: new Blob([first]) });
  const etag = createHash('md5').update(first).digest('hex');
  const file = provider.complete(session.uploadId, facts, [{ ...facts1, etag }, part]);
  if (file === 'pending' || 'error' in file) throw new Error(JSON.stringify(file));
  return new Uint8Array((await provider.read(file.handle)?.arrayBuffer()) ?? []);
}

const breakOver =
  (limitBytes: number): PutRule =>
  (put) =>
    put.body.size > limitBytes ? 'refused' : undefined;
const md5OfPart = createHash('md5').update(body).digest('base64');

test('a part that gets through is one chunk and a commit', async () => {
  const session = await start();
  const part = await attempt(session, true);
  expect(part).toEqual({ partNumber: 2, sizeBytes: 300 * KIB, md5: md5OfPart });
  expect([puts, calls]).toEqual([[300], [0, 'commit']]);
  expect(Buffer.compare(await storedBytes(session, part), bytes)).toBe(0);
});

test('under a bandwidth limit a chunk is what it lets through in a second', async () => {
  limit = 128 * KIB;
  await attempt(await start(), true);
  expect(puts).toEqual([128, 128, 44]);
});

test.each<IntelligentMode>([false, 'fallback'])(
  'under a low bandwidth limit a part goes in chunks, with the option at %s',
  async (wish) => {
    limit = 128 * KIB;
    const session = await start();
    const part = await attempt(session, wish);
    expect(puts).toEqual([128, 128, 44]);
    expect(calls).toEqual([0, 128, 256, 'commit']);
    expect(Buffer.compare(await storedBytes(session, part), bytes)).toBe(0);
  },
);

test('under a limit that lets a part through in about a second it is one PUT', async () => {
  limit = 280 * KIB;
  await attempt(await start(), false);
  expect([puts, calls]).toEqual([[300], ['part']]);
});

test('when a limit is lifted the rest of the part goes at once', async () => {
  limit = 128 * KIB;
  rule = () => {
    limit = undefined;
    return undefined;
  };
  const session = await start();
  const part = await attempt(session, false);
  expect(puts).toEqual([128, 172]);
  expect(Buffer.compare(await storedBytes(session, part), bytes)).toBe(0);
});

test('a part that has begun in chunks under a limit goes on so without it', async () => {
  limit = 128 * KIB;
  rule = (_put, count) => (count === 2 ? { status: 503 } : undefined);
  const session = await start();
  await expect(attempt(session, false)).rejects.toMatchObject({ code: 'throttled' });
  limit = undefined;
  await attempt(session, false);
  expect(calls).toEqual([0, 128, 128, 'commit']);
});

test('bytes that are stored in chunks are told', async () => {
  limit = 128 * KIB;
  await attempt(await start(), true);
  expect(told).toEqual([128, 256, 300]);
});

test('chunks halve while the link breaks them, and the part is made of them', async () => {
  rule = breakOver(100 * KIB);
  const session = await start();
  const part = await attempt(session, true);
  expect(puts).toEqual([300, 150, 75, 75, 75, 75]);
  expect(calls).toEqual([0, 0, 0, 75, 150, 225, 'commit']);
  expect(part.md5).toBe(md5OfPart);
  expect(Buffer.compare(await storedBytes(session, part), bytes)).toBe(0);
});

test.each<[string, ServerAnswer | 'refused']>([
  ['no connection', 'refused'],
  ['500', { status: 500 }],
  ['S3’s own time-out', { status: 400, body: '<Error><Code>RequestTimeout</Code></Error>' }],
])('%s makes chunks smaller', async (_title, answer) => {
  rule = (_put, count) => (count === 1 ? answer : undefined);
  await attempt(await start(), true);
  expect(puts).toEqual([300, 150, 150]);
});

test.each<[string, ServerAnswer, string]>([
  ['throttling', { status: 503 }, 'throttled'],
  ['a refusal', { status: 403 }, 'auth'],
  ['damage on the way', { status: 400, body: '<Error><Code>BadDigest</Code></Error>' }, 'integrity'],
  ['the ETag of other bytes', { status: 200, headers: { etag: '0'.repeat(32) } }, 'integrity'],
])('%s is the part’s failure, and its chunk is not counted', async (_title, answer, code) => {
  rule = (_put, count) => (count === 2 ? answer : breakOver(200 * KIB)(_put, count));
  const session = await start();
  await expect(attempt(session, true)).rejects.toMatchObject({ name: 'UploadError', code });
  expect(puts).toEqual([300, 150]);
  await attempt(session, true);
  expect(calls).toEqual([0, 0, 0, 150, 'commit']);
});

test('when the smallest chunk fails too it is the part’s failure, and what is stored stays stored', async () => {
  rule = (_put, count) => (count > 3 && count < 20 ? 'refused' : breakOver(100 * KIB)(_put, count));
  const session = await start();
  await expect(attempt(session, true)).rejects.toMatchObject({ code: 'network' });
  expect(puts).toEqual([300, 150, 75, 75, 37.5, 32]);
  puts = [];
  rule = () => undefined;
  const part = await attempt(session, true);
  expect(puts).toEqual([...Array(7).fill(32), 1]);
  expect(Buffer.compare(await storedBytes(session, part), bytes)).toBe(0);
});

test('what was stored for one upload id is nothing to another', async () => {
  rule = (_put, count) => (count === 3 ? { status: 503 } : breakOver(200 * KIB)(_put, count));
  await expect(attempt(await start(), true)).rejects.toMatchObject({ code: 'throttled' });
  rule = () => undefined;
  calls = [];
  const session = await start();
  const part = await attempt(session, true);
  expect(calls).toEqual([0, 'commit']);
  expect(Buffer.compare(await storedBytes(session, part), bytes)).toBe(0);
});

test('after a commit that failed only the commit is asked again', async () => {
  failCommit = () => new UploadError('server', 'not now', { step: 'commit' });
  const session = await start();
  await expect(attempt(session, true)).rejects.toMatchObject({ code: 'server' });
  failCommit = undefined;
  await attempt(session, true);
  expect(calls).toEqual([0, 'commit', 'commit']);
});

test('after a commit that was refused the part is sent anew', async () => {
  failCommit = () => new UploadError('rejected', 'Chunks missing', { step: 'commit' });
  const session = await start();
  await expect(attempt(session, true)).rejects.toMatchObject({ code: 'rejected' });
  failCommit = undefined;
  await attempt(session, true);
  expect(calls).toEqual([0, 'commit', 0, 'commit']);
});

test('a part that is no longer wanted sends no further chunk', async () => {
  const abort = new AbortController();
  rule = (put, count) => {
    if (count === 3) abort.abort(new UploadError('cancelled', 'not wanted'));
    return breakOver(100 * KIB)(put, count);
  };
  await expect(attempt(await start(), true, abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(calls).toEqual([0, 0, 0]);
});

test('as a fallback a part goes in chunks from the first time that the link breaks it', async () => {
  const session = await start();
  expect((await attempt(session, 'fallback')).etag).toBe(createHash('md5').update(body).digest('hex'));
  expect(calls).toEqual(['part']);
  rule = breakOver(200 * KIB);
  calls = [];
  const part = await attempt(session, 'fallback');
  expect(calls).toEqual(['part', 0, 150, 'commit']);
  expect(part).toEqual({ partNumber: 2, sizeBytes: 300 * KIB, md5: md5OfPart });
  expect(Buffer.compare(await storedBytes(session, part), bytes)).toBe(0);
});

test('as a fallback a part that has begun in chunks goes on so', async () => {
  rule = (put, count) => (count === 3 ? { status: 503 } : breakOver(200 * KIB)(put, count));
  const session = await start();
  await expect(attempt(session, 'fallback')).rejects.toMatchObject({ code: 'throttled' });
  await attempt(session, 'fallback');
  expect(calls).toEqual(['part', 0, 150, 150, 'commit']);
});

test.each<[string, boolean, IntelligentMode]>([
  ['where it is not wished', true, false],
  ['where it is not offered', false, true],
  ['where it is not offered as a fallback', false, 'fallback'],
])('a part is one PUT and nothing else %s', async (_title, isOffered, wish) => {
  rule = (_put, count) => (count === 1 ? 'refused' : undefined);
  const session = await start(isOffered);
  await expect(attempt(session, wish)).rejects.toMatchObject({ code: 'network' });
  expect((await attempt(session, wish)).etag).toMatch(/^[0-9a-f]{32}$/);
  expect([puts, calls]).toEqual([
    [300, 300],
    ['part', 'part'],
  ]);
});
