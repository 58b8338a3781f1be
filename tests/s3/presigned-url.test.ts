import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAsAws, outcome } from './agreement.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import { rawRequest } from './raw-request.ts';
import { keyPath, signedRequest, signRequest } from './signed-request.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());

const md5 = (body: string) => createHash('md5').update(body).digest('base64');

describe('a presigned URL', () => {
  it('puts and gets an object', async () => {
    const path = keyPath(endpoint.bucket, endpoint.key('put and get'));
    const put = await signedRequest(endpoint, { method: 'PUT', path, body: 'hello' }, { presignSeconds: 60 });
    expect(put.status).toBe(200);
    expect((await signedRequest(endpoint, { method: 'GET', path }, { presignSeconds: 60 })).text).toBe(
      'hello',
    );
  });

  it('made by aws4fetch puts an object', async () => {
    const aws = new AwsClient({ ...endpoint, service: 's3' });
    const url = `${endpoint.url}${keyPath(endpoint.bucket, endpoint.key('aws4fetch'))}?X-Amz-Expires=60`;
    const signed = await aws.sign(url, { method: 'PUT', aws: { signQuery: true } });
    expect((await fetch(signed.url, { method: 'PUT', body: 'x' })).status).toBe(200);
  });

  it('holds a signed Content-MD5 against the body', async () => {
    const path = keyPath(endpoint.bucket, endpoint.key('md5'));
    const headers = { 'content-md5': md5('hello') };
    const signed = await signRequest(
      endpoint,
      { method: 'PUT', path, headers, body: 'hello' },
      { presignSeconds: 60 },
    );
    expect(outcome(await rawRequest(endpoint.url, { ...signed, body: 'hallo' }))).toBe('400 BadDigest');
    expect((await rawRequest(endpoint.url, signed)).status).toBe(200);
  });

  it('is refused when a signed header is left out or changed', async () => {
    const path = keyPath(endpoint.bucket, endpoint.key('left out'));
    const headers = { 'content-md5': md5('hello') };
    const signed = await signRequest(
      endpoint,
      { method: 'PUT', path, headers, body: 'hello' },
      { presignSeconds: 60 },
    );
    const { 'content-md5': _, ...others } = signed.headers;
    const without = await rawRequest(endpoint.url, { ...signed, headers: others });
    expect(outcome(without)).toBe('403 SignatureDoesNotMatch');
    const changed = { ...signed, headers: { ...signed.headers, 'content-md5': md5('other') } };
    expect(outcome(await rawRequest(endpoint.url, changed))).toBe('403 SignatureDoesNotMatch');
  });

  it('is refused after its time', async () => {
    const raw = { method: 'GET', path: keyPath(endpoint.bucket, endpoint.key('x')) };
    const answer = await signedRequest(endpoint, raw, {
      presignSeconds: 60,
      date: new Date(Date.now() - 120_000),
    });
    expect(outcome(answer)).toBe('403 AccessDenied');
  });

  it('is good for as long as it says, whatever the clock’s skew allows headers', async () => {
    const path = keyPath(endpoint.bucket, endpoint.key('old'));
    const date = new Date(Date.now() - 3_600_000);
    const answer = await signedRequest(
      endpoint,
      { method: 'PUT', path, body: 'x' },
      { presignSeconds: 7200, date },
    );
    expect(answer.status).toBe(200);
  });

  it.each(['604801', '-1', 'soon'])('that shall hold for %s seconds is refused', async (seconds) => {
    const raw = { method: 'GET', path: keyPath(endpoint.bucket, endpoint.key('x')) };
    const signed = await signRequest(endpoint, raw, { presignSeconds: 60 });
    const answer = await rawRequest(endpoint.url, {
      ...signed,
      path: signed.path.replace('X-Amz-Expires=60', `X-Amz-Expires=${seconds}`),
    });
    expectAsAws(endpoint, outcome(answer), '400 AuthorizationQueryParametersError', {
      server: 'RGW 16',
      values: ['403 AccessDenied'],
    });
  });

  it.each(['X-Amz-Credential', 'X-Amz-Date', 'X-Amz-SignedHeaders', 'X-Amz-Expires'])(
    'without %s is refused',
    async (name) => {
      const raw = { method: 'GET', path: keyPath(endpoint.bucket, endpoint.key('x')) };
      const signed = await signRequest(endpoint, raw, { presignSeconds: 60 });
      const path = signed.path.replace(new RegExp(`${name}=[^&]*&?`), '');
      const answer = await rawRequest(endpoint.url, { ...signed, path });
      expectAsAws(endpoint, outcome(answer), '400 AuthorizationQueryParametersError', {
        server: 'RGW 16',
        values: ['403 AccessDenied'],
      });
    },
  );

  it('with headers that sign as well is refused', async () => {
    const raw = { method: 'GET', path: keyPath(endpoint.bucket, endpoint.key('x')) };
    const presigned = await signRequest(endpoint, raw, { presignSeconds: 60 });
    const signed = await signRequest(endpoint, raw);
    const answer = await rawRequest(endpoint.url, { ...presigned, headers: signed.headers });
    expectAsAws(endpoint, outcome(answer), '400 InvalidArgument', {
      server: 'RGW 16 looks at the headers alone',
      values: ['403 SignatureDoesNotMatch'],
    });
  });

  it('with another query than was signed is refused', async () => {
    const raw = { method: 'GET', path: keyPath(endpoint.bucket, endpoint.key('x')) };
    const signed = await signRequest(endpoint, raw, { presignSeconds: 60 });
    const answer = await rawRequest(endpoint.url, {
      ...signed,
      path: `${signed.path}&response-content-type=text%2Fhtml`,
    });
    expect(outcome(answer)).toBe('403 SignatureDoesNotMatch');
  });

  it('chooses headers of the answer', async () => {
    const path = keyPath(endpoint.bucket, endpoint.key('overrides'));
    await signedRequest(endpoint, { method: 'PUT', path, body: 'x' });
    const query = {
      'response-content-type': 'text/plain; charset=utf-8',
      'response-content-disposition': 'attachment; filename="a b+c.txt"',
      'response-cache-control': 'no-store',
    };
    const answer = await signedRequest(endpoint, { method: 'GET', path }, { presignSeconds: 60, query });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="a b+c.txt"',
      'cache-control': 'no-store',
    });
  });
});
