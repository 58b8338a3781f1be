import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gateway, startGateway } from '../../server/gateway/gateway.ts';
import { deleteObject, listObjects } from '../../server/gateway/s3/objects.ts';
import { createS3Client, type S3Client } from '../../server/gateway/s3/s3-client.ts';
import { deriveTicketKey } from '../../server/gateway/settings.ts';
import { openTicket } from '../../server/gateway/ticket.ts';
import { openTestEndpoint, type TestEndpoint } from '../s3/test-endpoint.ts';
import type { Chunk } from './chunk-client.ts';
import * as client from './chunk-client.ts';
import {
  type ClientAnswer,
  postJson,
  readBack,
  sampleBytes,
  sendPart,
  start,
  type UploadUnderWay,
} from './gateway-client.ts';

const MIB = 1024 ** 2;
const PART = 8 * MIB;
const KIB_32 = 32 * 1024;

let endpoint: TestEndpoint;
let gateway: Gateway;
let s3: S3Client;
const data = sampleBytes(PART + 3 * MIB + 7);
const first = data.subarray(0, PART);
const second = data.subarray(PART);

beforeAll(async () => {
  endpoint = await openTestEndpoint();
  s3 = createS3Client(endpoint.s3);
  // A clock that never stands still: what is signed later is later.
  let tickMs = Date.now();
  const now = () => {
    tickMs += 1;
    return tickMs;
  };
  gateway = await startGateway({ s3: endpoint.s3, apiKey: 'test-key', now });
});
afterAll(async () => {
  await gateway.close();
  await endpoint.close();
});

const begin = (bytes: Buffer<ArrayBuffer> = data): Promise<UploadUnderWay> =>
  start(gateway.url, bytes, { intelligent: true });

const signChunk = (upload: UploadUnderWay, chunk: Chunk) => client.signChunk(gateway.url, upload, chunk);
const sendChunk = (upload: UploadUnderWay, chunk: Chunk) => client.sendChunk(gateway.url, upload, chunk);
const sendChunks = (upload: UploadUnderWay, part: number, bytes: Buffer<ArrayBuffer>, chunkBytes?: number) =>
  client.sendChunks(gateway.url, upload, part, bytes, chunkBytes);
const commit = (upload: UploadUnderWay, part: number) => client.commit(gateway.url, upload, part);
const completeChunked = (upload: UploadUnderWay, extra = {}) =>
  client.completeChunked(gateway.url, upload, extra);

async function expectStored({ status, json }: ClientAnswer, bytes: Buffer = data): Promise<void> {
  expect([status, json?.error]).toEqual([200, undefined]);
  expect((await readBack(json.url)).equals(bytes)).toBe(true);
}

const idOf = ({ common }: UploadUnderWay): string =>
  openTicket(String(common['upload_id']), deriveTicketKey(endpoint.s3.secretAccessKey)).id;

async function chunkKeys(upload: UploadUnderWay): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of listObjects(s3, `.filestack/chunks/${idOf(upload)}/`)) keys.push(key);
  return keys;
}

test('a start that asks for it is offered intelligent ingestion, one that does not is not', async () => {
  expect((await begin()).started.json).toMatchObject({ upload_type: 'intelligent_ingestion' });
  expect((await start(gateway.url, data)).started.json).not.toHaveProperty('upload_type');
});

test.each([
  ['whole parts, as filestack-js 4.3.8 sends them', PART],
  ['chunks of 5 MiB', 5 * MIB],
  ['chunks of 1 MiB and a byte', MIB + 1],
])('a file is stored from %s', async (_name, chunkBytes) => {
  const upload = await begin();
  await sendChunks(upload, 2, second, Math.min(chunkBytes, second.length));
  await sendChunks(upload, 1, first, chunkBytes);
  for (const part of [2, 1]) expect(await commit(upload, part)).toMatchObject({ status: 200, json: {} });
  await expectStored(await completeChunked(upload));
});

test('a part is stored from the smallest chunks, 32 KiB each', async () => {
  const bytes = data.subarray(0, 2 * MIB + 1);
  const upload = await begin(bytes);
  await sendChunks(upload, 1, bytes, KIB_32);
  expect(await chunkKeys(upload)).toHaveLength(65);
  expect((await commit(upload, 1)).status).toBe(200);
  await expectStored(await completeChunked(upload), bytes);
  expect(await chunkKeys(upload)).toEqual([]);
});

test('what arrived of attempts that were given up does not spoil the part', async () => {
  const upload = await begin();
  const half = PART / 2;
  const torn = Buffer.alloc(PART, 1);
  await sendChunk(upload, { part: 1, offset: 0, bytes: torn });
  await sendChunk(upload, { part: 1, offset: 0, bytes: first.subarray(0, half) });
  await sendChunk(upload, { part: 1, offset: half, bytes: torn.subarray(half) });
  await sendChunk(upload, { part: 1, offset: half, bytes: first.subarray(half, half + MIB) });
  await sendChunk(upload, { part: 1, offset: half + MIB, bytes: first.subarray(half + MIB) });
  await sendChunks(upload, 2, second);
  for (const part of [1, 2]) expect((await commit(upload, part)).status).toBe(200);
  await expectStored(await completeChunked(upload));
});

test('an attempt that arrives after the later one that replaced it changes nothing', async () => {
  const bytes = data.subarray(0, MIB);
  const upload = await begin(bytes);
  const torn = Buffer.alloc(MIB, 1);
  const late = await signChunk(upload, { part: 1, offset: 0, bytes: torn });
  await sendChunks(upload, 1, bytes);
  await fetch(late.json.url, { method: 'PUT', headers: late.json.headers, body: torn });
  expect((await commit(upload, 1)).status).toBe(200);
  await expectStored(await completeChunked(upload), bytes);
});

describe('commit', () => {
  test.each([
    ['no chunk', []],
    ['a hole', [0, 2]],
    ['no beginning', [1, 2]],
  ])('with %s is refused, and done when the rest has come', async (_name, sent) => {
    const bytes = data.subarray(0, 3 * MIB);
    const upload = await begin(bytes);
    const chunks = [0, 1, 2].map((n) => ({
      part: 1,
      offset: n * MIB,
      bytes: bytes.subarray(n * MIB, (n + 1) * MIB),
    }));
    for (const [n, chunk] of chunks.entries())
      if (sent.some((one) => one === n)) await sendChunk(upload, chunk);
    const refused = await commit(upload, 1);
    expect(refused).toMatchObject({ status: 400, json: { error: expect.stringMatching(/chunks/i) } });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    for (const chunk of chunks) await sendChunk(upload, chunk);
    expect((await commit(upload, 1)).status).toBe(200);
    await expectStored(await completeChunked(upload), bytes);
  });

  test('again, at the same time and after the file is stored, is 200', async () => {
    const upload = await begin();
    await sendChunks(upload, 1, first, 4 * MIB);
    await sendChunks(upload, 2, second);
    const answers = await Promise.all([1, 1, 2, 2].map((part) => commit(upload, part)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await commit(upload, 1)).status).toBe(200);
    const done = await completeChunked(upload);
    await expectStored(done);
    expect((await commit(upload, 1)).status).toBe(200);
    expect((await completeChunked(upload)).json).toEqual(done.json);
  });

  test.each([
    ['part 0', { part: 0 }, 400],
    ['part 10,001', { part: 10_001 }, 400],
    ['no part', { part: undefined }, 400],
    ['the size of the part', { part: 1, size: 5 }, 400],
    ['no key', { part: 1, apikey: undefined }, 400],
    ['another upload_id', { part: 1, upload_id: 'x.y' }, 404],
  ])('refuses %s', async (_name, extra, status) => {
    const upload = await begin();
    await sendChunks(upload, 1, first.subarray(0, 5));
    const answer = await postJson(`${gateway.url}/multipart/commit`, { ...upload.common, ...extra });
    expect(answer.status).toBe(status);
  });

  test('of an upload that was aborted is 404, whichever way its part would be made', async () => {
    const upload = await begin();
    await sendChunks(upload, 1, first);
    await sendChunks(upload, 2, second, MIB);
    const { key, s3UploadId } = openTicket(
      String(upload.common['upload_id']),
      deriveTicketKey(endpoint.s3.secretAccessKey),
    );
    await s3.send({ method: 'DELETE', key, query: { uploadId: s3UploadId } });
    for (const part of [1, 2]) expect((await commit(upload, part)).status).toBe(404);
  });

  test('does not count a chunk whose body is of another length than was signed', async () => {
    const bytes = data.subarray(0, MIB);
    const upload = await begin(bytes);
    const body = { ...upload.common, fii: true, part: 1, offset: 0, size: MIB };
    const { json } = await postJson(`${gateway.url}/multipart/upload`, body);
    await fetch(json.url, { method: 'PUT', body: bytes.subarray(1) });
    expect((await commit(upload, 1)).status).toBe(400);
  });
});

describe('complete', () => {
  test('is refused while a part is not committed, though all chunks are there', async () => {
    const upload = await begin();
    await sendChunks(upload, 1, first);
    await sendChunks(upload, 2, second);
    expect((await completeChunked(upload)).status).toBe(400);
    await commit(upload, 2);
    expect((await completeChunked(upload)).status).toBe(400);
    await commit(upload, 1);
    await expectStored(await completeChunked(upload));
  });

  test('is refused when the tail of a part was never sent', async () => {
    const upload = await begin();
    await sendChunks(upload, 1, first.subarray(0, PART - 1));
    await sendChunks(upload, 2, second);
    for (const part of [1, 2]) expect((await commit(upload, part)).status).toBe(200);
    const answer = await completeChunked(upload);
    expect(answer).toMatchObject({ status: 400, json: { error: expect.stringContaining('add up') } });
  });

  test('takes parts of both kinds, as a fallback leaves them', async () => {
    const upload = await begin();
    await sendPart(gateway.url, upload, 1, first);
    await sendChunks(upload, 2, second, MIB);
    expect((await commit(upload, 2)).status).toBe(200);
    const wrong = [{ part_number: 1, etag: `"${createHash('md5').update('x').digest('hex')}"` }];
    expect((await completeChunked(upload, { parts: wrong })).status).toBe(400);
    await expectStored(await completeChunked(upload, { parts: upload.parts }));
  });

  test('deletes the chunks of its own upload and no others', async () => {
    const bytes = data.subarray(0, MIB);
    const [upload, other] = [await begin(bytes), await begin(bytes)];
    for (const one of [upload, other]) await sendChunks(one, 1, bytes, MIB / 2);
    await commit(upload, 1);
    await expectStored(await completeChunked(upload), bytes);
    expect(await chunkKeys(upload)).toEqual([]);
    const left = await chunkKeys(other);
    expect(left).toHaveLength(2);
    for (const key of left) await deleteObject(s3, key);
  });
});

describe('upload', () => {
  test.each([
    ['no offset', { part: 1, size: 5 }],
    ['a negative offset', { part: 1, size: 5, offset: -1 }],
    ['an empty chunk', { part: 1, size: 0, offset: 0 }],
    ['a chunk beyond the file', { part: 1, size: 5, offset: data.length - 4 }],
    ['part 0', { part: 0, size: 5, offset: 0 }],
  ])('refuses a chunk with %s', async (_name, extra) => {
    const { common } = await begin();
    const answer = await postJson(`${gateway.url}/multipart/upload`, { ...common, fii: true, ...extra });
    expect(answer.status).toBe(400);
  });

  test('lets S3 refuse a chunk whose bytes are not those of the MD5', async () => {
    const upload = await begin();
    const { json } = await signChunk(upload, { part: 1, offset: 0, bytes: first });
    const body = Buffer.alloc(first.length);
    expect((await fetch(json.url, { method: 'PUT', headers: json.headers, body })).status).toBe(400);
    expect(await chunkKeys(upload)).toEqual([]);
  });
});
