import { randomBytes } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  PutBucketCorsCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectAsAws, outcome } from './agreement.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import { errorName } from './multipart-parts.ts';
import { rawRequest } from './raw-request.ts';
import { signedRequest } from './signed-request.ts';

let endpoint: Endpoint;
const Bucket = `conformance-${randomBytes(8).toString('hex')}`;
const rules = [
  {
    AllowedOrigins: ['https://*.example.com', 'https://one.test'],
    AllowedMethods: ['GET', 'PUT'],
    AllowedHeaders: ['content-*', 'X-Amz-Date'],
    ExposeHeaders: ['ETag', 'x-amz-request-id'],
    MaxAgeSeconds: 77,
  },
  { AllowedOrigins: ['*'], AllowedMethods: ['GET'] },
];
beforeAll(async () => {
  endpoint = await openEndpoint();
  if (!endpoint.mayCreateBuckets) return;
  await endpoint.client.send(new CreateBucketCommand({ Bucket }));
  await endpoint.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: rules } }));
});
beforeEach((test) => {
  if (!endpoint.mayCreateBuckets) test.skip('S3_SCRATCH_BUCKETS is not set');
});
afterAll(async () => {
  if (endpoint.mayCreateBuckets) await endpoint.client.send(new DeleteBucketCommand({ Bucket }));
  await endpoint.close();
});

function preflight(origin: string, method: string, headers?: string) {
  return rawRequest(endpoint.url, {
    method: 'OPTIONS',
    path: `/${Bucket}/any`,
    headers: {
      origin,
      'access-control-request-method': method,
      ...(headers === undefined ? {} : { 'access-control-request-headers': headers }),
    },
  });
}

describe('a preflight', () => {
  it('is granted by the rule that has its origin, method and headers', async () => {
    const answer = await preflight('https://a.example.com', 'PUT', 'Content-MD5, content-type');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://a.example.com',
      'access-control-max-age': '77',
    });
    expect(answer.headers['access-control-allow-methods']).toContain('PUT');
    expect(answer.headers['access-control-allow-headers']?.toLowerCase()).toContain('content-md5');
    expect(answer.headers['vary']).toContain('Origin');
  });

  it('is granted to everyone by a rule for everyone', async () => {
    const answer = await preflight('https://elsewhere.test', 'GET');
    expect(answer.status).toBe(200);
    expectAsAws(endpoint, answer.headers['access-control-allow-origin'], '*', {
      server: 'RGW 16 repeats the origin',
      values: ['https://elsewhere.test'],
    });
  });

  it.each([
    ['method', 'https://one.test', 'DELETE', undefined],
    ['origin', 'https://elsewhere.test', 'PUT', undefined],
    ['header', 'https://one.test', 'PUT', 'x-other'],
  ])('with a %s that no rule has is refused', async (_, origin, method, headers) => {
    const answer = await preflight(origin, method, headers);
    expectAsAws(endpoint, outcome(answer), '403 AccessForbidden', {
      server: 'RGW 16',
      values: ['403 AccessDenied'],
    });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('without an origin is a bad request', async () => {
    const answer = await rawRequest(endpoint.url, { method: 'OPTIONS', path: `/${Bucket}/any` });
    expectAsAws(endpoint, outcome(answer), '400 BadRequest', {
      server: 'RGW 16',
      values: ['400 InvalidArgument'],
    });
  });
});

describe('an answer', () => {
  it('carries the headers of the rule for its origin and method', async () => {
    const headers = { origin: 'https://one.test' };
    const answer = await signedRequest(endpoint, { method: 'GET', path: `/${Bucket}`, headers });
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe('https://one.test');
    expect(answer.headers['access-control-expose-headers']).toContain('ETag');
  });

  it('that refuses carries them as well', async () => {
    const headers = { origin: 'https://one.test' };
    const raw = { method: 'PUT', path: `/${Bucket}/x`, headers, body: 'x' };
    const refused = await signedRequest(endpoint, raw, { secretAccessKey: 'wrong' });
    expect(refused.status).toBe(403);
    expectAsAws(endpoint, refused.headers['access-control-allow-origin'], 'https://one.test', {
      server: 'RGW 16: 403 without CORS headers',
      values: [undefined],
    });
  });

  it('to an origin that no rule has carries none', async () => {
    const headers = { origin: 'https://elsewhere.test' };
    const answer = await signedRequest(endpoint, {
      method: 'PUT',
      path: `/${Bucket}/x?acl`,
      headers,
      body: 'x',
    });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('a bucket’s rules', () => {
  it('are told as they were put', async () => {
    const { CORSRules } = await endpoint.client.send(new GetBucketCorsCommand({ Bucket }));
    // Of origins, methods and headers RGW 16 keeps sets, whose order is not the one put.
    const sorted = (CORSRules ?? []).map((rule) => ({
      origins: rule.AllowedOrigins?.toSorted(),
      methods: rule.AllowedMethods?.toSorted(),
      headers: rule.AllowedHeaders?.map((header) => header.toLowerCase()).toSorted(),
      exposed: rule.ExposeHeaders,
      seconds: rule.MaxAgeSeconds,
    }));
    expect(sorted[0]).toEqual({
      origins: ['https://*.example.com', 'https://one.test'],
      methods: ['GET', 'PUT'],
      headers: ['content-*', 'x-amz-date'],
      exposed: ['ETag', 'x-amz-request-id'],
      seconds: 77,
    });
    expect(sorted[1]).toMatchObject({ origins: ['*'], methods: ['GET'] });
  });

  it('can be taken away', async () => {
    const other = `${Bucket}-2`;
    await endpoint.client.send(new CreateBucketCommand({ Bucket: other }));
    await endpoint.client.send(
      new PutBucketCorsCommand({ Bucket: other, CORSConfiguration: { CORSRules: rules } }),
    );
    await endpoint.client.send(new DeleteBucketCorsCommand({ Bucket: other }));
    const result = await errorName(endpoint.client.send(new GetBucketCorsCommand({ Bucket: other })));
    await endpoint.client.send(new DeleteBucketCommand({ Bucket: other }));
    expect(result).toBe('NoSuchCORSConfiguration');
  });
});
