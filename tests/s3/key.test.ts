import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import fc from 'fast-check';
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

describe('a key', () => {
  it.each([
    'with space',
    'plus+plus',
    '100%',
    '%2e%2e%2f',
    'a&b=c?d#e',
    'quotes\'"`',
    '<tag>&amp;',
    '(brackets)[]{}!*',
    'back\\slash',
    'semi;colon,comma:at@',
    'über/𝟙/ \u202egnp.exe',
    'double//slash',
    'ends with slash/',
    '..',
    'up/../../../etc/passwd',
    './dot/./',
    'CON',
    'Case',
    'case',
    'é',
    'e\u0301',
    'k'.repeat(900),
  ])('%j holds its own object', async (name) => {
    const place = { Bucket: endpoint.bucket, Key: endpoint.key(name) };
    const path = keyPath(place.Bucket, place.Key);
    expect((await signedRequest(endpoint, { method: 'PUT', path, body: name })).status).toBe(200);
    const got = await endpoint.client.send(new GetObjectCommand(place));
    expect(await got.Body?.transformToString()).toBe(name);
  });

  it('of any Unicode is signed alike by the SDK and the server', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), async (name) => {
        const Key = endpoint.key(`any/${name.replaceAll('\0', '')}`);
        const path = keyPath(endpoint.bucket, Key);
        expect((await signedRequest(endpoint, { method: 'PUT', path, body: name })).status).toBe(200);
        await endpoint.client.send(new DeleteObjectCommand({ Bucket: endpoint.bucket, Key }));
      }),
      { numRuns: 25 },
    );
  });

  it('of 1024 bytes is the longest', async () => {
    const longest = endpoint.key('').padEnd(1024, 'k');
    const raw = { method: 'PUT', body: 'x' };
    const put = (key: string) => signedRequest(endpoint, { ...raw, path: keyPath(endpoint.bucket, key) });
    expect((await put(longest)).status).toBe(200);
    expectAsAws(endpoint, outcome(await put(`${longest}k`)), '400 KeyTooLongError', {
      server: 'RGW 16',
      values: ['400 InvalidObjectName'],
    });
  });

  it.each(['%zz', '%e0%80'])('escaped as %s is a clear error', async (escaped) => {
    const path = `${keyPath(endpoint.bucket, endpoint.key('bad-'))}${escaped}`;
    const signed = await signRequest(endpoint, { method: 'PUT', path, body: 'x' });
    const answer = await rawRequest(endpoint.url, signed);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it('escaped in another way than the signer’s names the same object', async () => {
    const Key = endpoint.key('a(b)!c');
    await endpoint.client.send(new PutObjectCommand({ Bucket: endpoint.bucket, Key, Body: 'same' }));
    const signed = await signRequest(endpoint, { method: 'GET', path: keyPath(endpoint.bucket, Key) });
    const path = signed.path.replace('%28', '(').replace('%29', ')').replace('%21', '!');
    expect((await rawRequest(endpoint.url, { ...signed, path })).text).toBe('same');
  });
});
