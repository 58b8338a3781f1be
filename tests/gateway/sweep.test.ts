import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gateway, startGateway } from '../../server/gateway/gateway.ts';
import {
  abortMultipartUpload,
  createMultipartUpload,
  listMultipartUploads,
} from '../../server/gateway/s3/multipart.ts';
import { deleteObject, listObjects } from '../../server/gateway/s3/objects.ts';
import { createS3Client, type S3Client } from '../../server/gateway/s3/s3-client.ts';
import { sweepUploads } from '../../server/gateway/sweep-uploads.ts';
import { openTestEndpoint, type TestEndpoint } from '../s3/test-endpoint.ts';
import { complete, postJson, sendAllParts, start } from './gateway-client.ts';

const HOUR_MS = 3_600_000;
const small = Buffer.from('hello');

let endpoint: TestEndpoint;
let gateway: Gateway;
let s3: S3Client;

beforeAll(async () => {
  const opened = await openTestEndpoint();
  // A bucket of its own: other tests begin uploads meanwhile.
  const bucket = `sweep-${randomBytes(8).toString('hex')}`;
  endpoint = { ...opened, s3: { ...opened.s3, bucket } };
  s3 = createS3Client(endpoint.s3);
  gateway = await startGateway({ s3: endpoint.s3, apiKey: 'test-key' });
});
afterAll(async () => {
  await gateway.close();
  await endpoint.close();
});

async function removeBucket(): Promise<void> {
  for await (const { key, uploadId } of listMultipartUploads(s3)) {
    await abortMultipartUpload(s3, key, uploadId);
  }
  for await (const { key } of listObjects(s3, '')) await deleteObject(s3, key);
  await s3.send({ method: 'DELETE' });
}

async function keysOf(listed: AsyncIterable<{ readonly key: string }>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of listed) keys.push(key);
  return keys.sort();
}
const markers = async () => (await keysOf(listObjects(s3, '.filestack/uploads/'))).length;

test('aborts the old uploads of a gateway and leaves young, finished and foreign ones alone', async ({
  skip,
  onTestFinished,
}) => {
  skip(!endpoint.mayCreateBuckets, 'S3_SCRATCH_BUCKETS is not set');
  await s3.send({ method: 'PUT' });
  onTestFinished(removeBucket);
  const finished = await start(gateway.url, small, { store: { path: 'finished' } });
  await sendAllParts(gateway.url, finished, small);
  const done = await complete(gateway.url, finished);
  const abandoned = await start(gateway.url, small, {
    store: { path: 'folder/' },
    filename: 'ü&<>.bin',
    intelligent: true,
  });
  const abandonedKey = String(abandoned.common['uri']).slice(`/${endpoint.s3.bucket}/`.length);
  await sendAllParts(gateway.url, abandoned, small);
  const chunk = { ...abandoned.common, fii: true, part: 1, offset: 0, size: small.length };
  const signed = await postJson(`${gateway.url}/multipart/upload`, chunk);
  expect((await fetch(signed.json.url, { method: 'PUT', body: small })).status).toBe(200);
  await createMultipartUpload(s3, 'foreign', {});
  expect(await markers()).toBe(1);

  const young = await sweepUploads(s3, Date.now() - HOUR_MS);
  expect(young).toMatchObject({ aborted: [], youngCount: 2, foreignCount: 0, chunkCount: 0 });
  expect(await markers()).toBe(1);

  const old = await sweepUploads(s3, Date.now() + HOUR_MS);
  expect(old.aborted.map(({ key }) => key)).toEqual([abandonedKey]);
  expect(old).toMatchObject({ youngCount: 0, foreignCount: 1, chunkCount: 1 });
  expect(await keysOf(listObjects(s3, '.filestack/chunks/'))).toEqual([]);
  expect(await keysOf(listMultipartUploads(s3))).toEqual(['foreign']);
  expect(await markers()).toBe(0);

  expect((await complete(gateway.url, abandoned)).status).toBe(404);
  expect((await complete(gateway.url, finished)).json).toEqual(done.json);
});
