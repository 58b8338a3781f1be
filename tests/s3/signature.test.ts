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

const hoursMs = 3_600_000;

describe('a signature in the headers', () => {
  it('made by aws4fetch is good', async () => {
    const aws = new AwsClient({ ...endpoint, service: 's3' });
    const url = endpoint.url + keyPath(endpoint.bucket, endpoint.key('aws4fetch'));
    expect((await aws.fetch(url, { method: 'PUT', body: 'hello' })).status).toBe(200);
    expect(await (await aws.fetch(url)).text()).toBe('hello');
  });

  it('with a wrong secret is refused', async () => {
    const raw = { method: 'GET', path: keyPath(endpoint.bucket, endpoint.key('x')) };
    const answer = await signedRequest(endpoint, raw, { secretAccessKey: 'wrong' });
    expect(outcome(answer)).toBe('403 SignatureDoesNotMatch');
  });

  it('of an unknown access key is refused', async () => {
    const raw = { method: 'GET', path: keyPath(endpoint.bucket, endpoint.key('x')) };
    expect(outcome(await signedRequest(endpoint, raw, { accessKeyId: 'AKIAUNKNOWN' }))).toBe(
      '403 InvalidAccessKeyId',
    );
  });

  it('over another path is refused', async () => {
    const signed = await signRequest(endpoint, {
      method: 'GET',
      path: keyPath(endpoint.bucket, endpoint.key('a')),
    });
    const moved = { ...signed, path: keyPath(endpoint.bucket, endpoint.key('b')) };
    expect(outcome(await rawRequest(endpoint.url, moved))).toBe('403 SignatureDoesNotMatch');
  });

  it('over another method is refused', async () => {
    const signed = await signRequest(endpoint, {
      method: 'GET',
      path: keyPath(endpoint.bucket, endpoint.key('a')),
    });
    const changed = { ...signed, method: 'DELETE' };
    expect(outcome(await rawRequest(endpoint.url, changed))).toBe('403 SignatureDoesNotMatch');
  });

  it.each([-1, 1])('made %d hour away from the present is too skewed', async (hours) => {
    const raw = { method: 'GET', path: keyPath(endpoint.bucket, endpoint.key('x')) };
    const answer = await signedRequest(endpoint, raw, { date: new Date(Date.now() + hours * hoursMs) });
    expect(outcome(answer)).toBe('403 RequestTimeTooSkewed');
  });

  it('for another region is malformed, and the answer names the right one', async () => {
    const raw = { method: 'GET', path: keyPath(endpoint.bucket, endpoint.key('x')) };
    const answer = await signedRequest(endpoint, raw, { region: 'eu-north-7' });
    expectAsAws(endpoint, outcome(answer), '400 AuthorizationHeaderMalformed', {
      server: 'RGW 16 takes any region',
      values: ['404 NoSuchKey'],
    });
    if (answer.status === 400) expect(answer.text).toContain(`<Region>${endpoint.region}</Region>`);
  });

  it('that is no SigV4 at all is refused', async () => {
    const answer = await rawRequest(endpoint.url, {
      method: 'GET',
      path: keyPath(endpoint.bucket, endpoint.key('x')),
      headers: { authorization: 'Bearer abc' },
    });
    expectAsAws(endpoint, outcome(answer), '400 InvalidRequest', {
      server: 'RGW 16',
      values: ['400 InvalidArgument'],
    });
  });

  it('doesn’t cover an x-amz header added later', async () => {
    const signed = await signRequest(endpoint, {
      method: 'PUT',
      path: keyPath(endpoint.bucket, endpoint.key('added')),
      body: 'x',
    });
    const changed = { ...signed, headers: { ...signed.headers, 'x-amz-acl': 'public-read' } };
    expectAsAws(endpoint, outcome(await rawRequest(endpoint.url, changed)), '403 AccessDenied', {
      server: 'RGW 16 takes headers that are not signed',
      values: ['200'],
    });
  });

  it('over a body that was changed on the way doesn’t store it', async () => {
    const path = keyPath(endpoint.bucket, endpoint.key('changed'));
    const signed = await signRequest(endpoint, { method: 'PUT', path, body: 'hello' });
    expect(outcome(await rawRequest(endpoint.url, { ...signed, body: 'hallo' }))).toBe(
      '400 XAmzContentSHA256Mismatch',
    );
    expect((await signedRequest(endpoint, { method: 'GET', path })).status).toBe(404);
  });

  it('over a body left unsigned is good', async () => {
    const path = keyPath(endpoint.bucket, endpoint.key('unsigned'));
    const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    expect((await signedRequest(endpoint, { method: 'PUT', path, body: 'any', headers })).status).toBe(200);
  });

  it('with a nonsensical body hash is refused', async () => {
    const path = keyPath(endpoint.bucket, endpoint.key('nonsense'));
    const headers = { 'x-amz-content-sha256': 'nonsense' };
    expectAsAws(
      endpoint,
      outcome(await signedRequest(endpoint, { method: 'PUT', path, body: 'any', headers })),
      '400 InvalidArgument',
      { server: 'RGW 16 compares it with the body', values: ['400 XAmzContentSHA256Mismatch'] },
    );
  });
});
