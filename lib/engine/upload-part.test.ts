import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { partRange, planParts } from '../core/part-plan.ts';
import { systemClock } from '../platform/system-clock.ts';
import { digestPart } from './part-digest.ts';
import { createPartReaders } from './part-readers.ts';
import type { Destination, PartReader, PutAnswer, SignedPut } from './ports.ts';
import { createSignedPlaces } from './signed-places.ts';
import { uploadPart } from './upload-part.ts';

const bytes = new Uint8Array(5 * 1024 ** 2 + 7).map((_, index) => index % 251);
const md5 = (data: Uint8Array, encoding: 'hex' | 'base64') => createHash('md5').update(data).digest(encoding);
const second = bytes.subarray(5 * 1024 ** 2);

interface Sending {
  readonly reader?: PartReader;
  /** How long the part waits for its turn on the wire. */
  readonly waitMs?: number;
  readonly isSlow?: boolean;
}

/** Sends the second part of a file of two, to a store that gives the answer. */
async function send(
  answer: Partial<PutAnswer>,
  signed: Partial<SignedPut> = {},
  {
    reader = createPartReaders(systemClock).staged(new Blob([bytes]), 'checked'),
    waitMs = 0,
    isSlow = false,
  }: Sending = {},
) {
  const seen: {
    put?: SignedPut;
    body?: Blob;
    md5?: string | undefined;
    sent?: number;
    signatures: number;
  } = { signatures: 0 };
  let nowMs = 0;
  const destination: Destination = {
    start: () => Promise.reject(new Error('not asked')),
    complete: () => Promise.reject(new Error('not asked')),
    signPart: async (_session, _store, part) => {
      seen.md5 = part.md5;
      seen.signatures += 1;
      return {
        url: `https://s3.example/key?X-Amz-Signature=secret${seen.signatures}`,
        headers: {},
        ...signed,
      };
    },
  };
  const part = await uploadPart({
    destination,
    transport: {
      async put(put, body, _limitMs, _signal, onSent) {
        onSent?.(3);
        Object.assign(seen, { put, body });
        return { status: 200, etag: md5(second, 'hex'), body: '', ...answer };
      },
    },
    session: { uri: 'u', uploadId: 'i', region: 'r', locationUrl: 'https://api.example' },
    store: { location: 's3' },
    reader,
    pace: { measure: (_sizeBytes, put) => put(1000), isSlow: () => isSlow },
    onSent(sent) {
      seen.sent = sent;
    },
    async wirePlace() {
      nowMs += waitMs;
    },
    signedPlaces: createSignedPlaces(),
    gate: { take: async () => () => undefined, limit: () => undefined },
    clock: { nowMs: () => nowMs },
    range: partRange(planParts(bytes.length), 2),
    signal: new AbortController().signal,
  });
  return { part, seen };
}

test('a part is hashed, signed for its MD5 and sent with it', async () => {
  const { part, seen } = await send({});
  expect(part).toEqual({ partNumber: 2, sizeBytes: 7, md5: md5(second, 'base64'), etag: md5(second, 'hex') });
  expect(seen.md5).toBe(part.md5);
  expect(seen.put?.headers).toEqual({ 'Content-MD5': part.md5 });
  expect(new Uint8Array((await seen.body?.arrayBuffer()) ?? [])).toEqual(new Uint8Array(second));
});

test('bytes on the wire are asked for only where the line is slow', async () => {
  expect((await send({}, {}, { isSlow: true })).seen.sent).toBe(3);
  expect((await send({}, {}, { isSlow: false })).seen).not.toHaveProperty('sent');
});

test('headers that were signed are sent as they are', async () => {
  const { seen } = await send({}, { headers: { 'content-md5': 'signed', 'x-amz-acl': 'private' } });
  expect(seen.put?.headers).toEqual({ 'content-md5': 'signed', 'x-amz-acl': 'private' });
});

test.each([
  ['an ETag that is the MD5 of other bytes', { etag: '0'.repeat(32) }, 'integrity'],
  ['a hidden ETag', { etag: null }, 'etag-hidden'],
  ['an empty ETag', { etag: '' }, 'etag-hidden'],
  ['200 with an error in its body', { body: '<Error><Code>InternalError</Code></Error>' }, 'server'],
  ['503', { status: 503, etag: null }, 'throttled'],
  ['a bad digest', { status: 400, body: '<Error><Code>BadDigest</Code></Error>' }, 'integrity'],
])('%s is an error', async (_title, answer, code) => {
  await expect(send(answer)).rejects.toMatchObject({ name: 'UploadError', code });
});

test('an ETag that is no MD5 says nothing of the bytes and is kept', async () => {
  const { part } = await send({ etag: 'opaque-tag-1' });
  expect(part.etag).toBe('opaque-tag-1');
});

test('a part that is sent unchecked has no MD5 anywhere, and any ETag will do', async () => {
  const { part, seen } = await send(
    { etag: 'f'.repeat(32) },
    {},
    { reader: createPartReaders(systemClock).staged(new Blob([bytes]), 'unchecked') },
  );
  expect(part).toEqual({ partNumber: 2, sizeBytes: 7, etag: 'f'.repeat(32) });
  expect(seen).toMatchObject({ md5: undefined, put: { headers: {} } });
});

test('an error names the origin and never the signed address', async () => {
  const error: unknown = await send({ status: 403, body: 'no' }).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'auth', details: { origin: 'https://s3.example' } });
  expect(JSON.stringify(error) + String(error)).not.toContain('secret');
});

test('hashing a range equals an independent MD5, also over several reads and again and again', async () => {
  const blob = new Blob([bytes]);
  for (const [start, end] of [
    [0, 1],
    [0, 5 * 1024 ** 2],
    [3, 3 * 1024 ** 2 + 5],
    [0, bytes.length],
  ] as const) {
    const digest = await digestPart(blob.slice(start, end), systemClock);
    expect(digest).toEqual({
      hex: md5(bytes.subarray(start, end), 'hex'),
      base64: md5(bytes.subarray(start, end), 'base64'),
    });
  }
});

test('C7: a part that has waited for its turn for 16 minutes is signed again when its turn has come', async () => {
  const { seen } = await send({}, {}, { waitMs: 16 * 60_000 });
  expect(seen.signatures).toBe(2);
  expect(seen.put?.url).toMatch(/secret2$/);
});

test('C7: one whose turn comes at once is signed once', async () => {
  const { seen } = await send({}, {}, { waitMs: 10_000 });
  expect(seen.signatures).toBe(1);
  expect(seen.put?.url).toMatch(/secret1$/);
});

/** A clock that lets no piece wait, or nothing. */
const impatientFor = (what: 'pieces' | 'all') => ({
  schedule: (ms: number, callback: () => void) =>
    systemClock.schedule(what === 'all' || ms <= 10_000 ? 1 : ms, callback),
});

test('N5: a copy whose stream stops in the middle is read again as a whole', async () => {
  const whole = new Blob([bytes]);
  const stuck = Object.defineProperty(new Blob([bytes]), 'stream', {
    value: () => new ReadableStream({ type: 'bytes', pull: () => new Promise(() => undefined) }),
  });
  expect(await digestPart(stuck, impatientFor('pieces'))).toEqual(await digestPart(whole, systemClock));
});

test('N5: a copy that can’t be read as a whole either is given up, so that other parts get their turn', async () => {
  const never = () => new Promise<never>(() => undefined);
  const stuck = Object.defineProperties(new Blob([bytes]), {
    stream: { value: () => new ReadableStream({ type: 'bytes', pull: never }) },
    arrayBuffer: { value: never },
  });
  await expect(digestPart(stuck, impatientFor('all'))).rejects.toThrow('could not be read in time');
});
