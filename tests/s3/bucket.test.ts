import { randomBytes } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcome } from './agreement.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import { errorName } from './multipart-parts.ts';
import { rawRequest } from './raw-request.ts';
import { keyPath, signedRequest, signRequest } from './signed-request.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());

const mine = () => `conformance-${randomBytes(8).toString('hex')}`;

describe('a bucket', () => {
  it('is made, found, listed and deleted', async (test) => {
    if (!endpoint.mayCreateBuckets) test.skip('S3_SCRATCH_BUCKETS is not set');
    const Bucket = mine();
    await endpoint.client.send(new CreateBucketCommand({ Bucket }));
    await endpoint.client.send(new HeadBucketCommand({ Bucket }));
    const { Buckets = [] } = await endpoint.client.send(new ListBucketsCommand({}));
    expect(Buckets.map(({ Name }) => Name)).toContain(Bucket);
    await endpoint.client.send(new DeleteBucketCommand({ Bucket }));
    expect(await errorName(endpoint.client.send(new HeadBucketCommand({ Bucket })))).toBe('NotFound');
  });

  it('that holds something can’t be deleted until DeleteObjects emptied it', async (test) => {
    if (!endpoint.mayCreateBuckets) test.skip('S3_SCRATCH_BUCKETS is not set');
    const Bucket = mine();
    const keys = ['a', 'b & <c>', 'd'];
    await endpoint.client.send(new CreateBucketCommand({ Bucket }));
    for (const Key of keys) await endpoint.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    expect(await errorName(endpoint.client.send(new DeleteBucketCommand({ Bucket })))).toBe('BucketNotEmpty');
    const Delete = { Objects: keys.map((Key) => ({ Key })) };
    const { Deleted } = await endpoint.client.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(Deleted?.map(({ Key }) => Key)).toEqual(expect.arrayContaining(keys));
    await endpoint.client.send(new DeleteBucketCommand({ Bucket }));
  });

  it.each(['UPPER', 'a', 'under_score', '-dash', '1.2.3.4', 'two..dots'])(
    'can’t be called %s',
    async (name) => {
      const answer = await signedRequest(endpoint, { method: 'PUT', path: `/${name}` });
      expect(outcome(answer)).toBe('400 InvalidBucketName');
    },
  );

  it('is found by its name in the host', async () => {
    const { hostname, port } = new URL(endpoint.url);
    const base = /^[\d.]+$/.test(hostname) ? 'localhost' : hostname;
    const host = `${endpoint.bucket}.${base}${port === '' ? '' : `:${port}`}`;
    const key = endpoint.key('virtual host');
    await signedRequest(endpoint, { method: 'PUT', path: keyPath(endpoint.bucket, key), body: 'found' });
    const raw = { method: 'GET', path: `/${keyPath('', key).slice(2)}`, headers: { host } };
    expect((await rawRequest(endpoint.url, await signRequest(endpoint, raw))).text).toBe('found');
  });

  it('isn’t listed when a sub-resource is asked that isn’t there', async () => {
    const answer = await signedRequest(
      endpoint,
      { method: 'GET', path: `/${endpoint.bucket}` },
      { query: { website: '' } },
    );
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});
