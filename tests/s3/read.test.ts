import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAsAws, outcome } from './agreement.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import { keyPath, signedRequest } from './signed-request.ts';

let endpoint: Endpoint;
let path: string;
let etag: string;
let modified: string;
beforeAll(async () => {
  endpoint = await openEndpoint();
  path = keyPath(endpoint.bucket, endpoint.key('digits'));
  await signedRequest(endpoint, { method: 'PUT', path, body: '0123456789' });
  const head = await signedRequest(endpoint, { method: 'HEAD', path });
  etag = head.headers['etag'] ?? '';
  modified = head.headers['last-modified'] ?? '';
});
afterAll(() => endpoint.close());

const get = (headers: Readonly<Record<string, string>>) =>
  signedRequest(endpoint, { method: 'GET', path, headers });

describe('a range', () => {
  it.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ])('%s gives %s', async (range, text, contentRange) => {
    const answer = await get({ range });
    expect([answer.status, answer.text, answer.headers['content-range']]).toEqual([206, text, contentRange]);
    expect(answer.headers['content-length']).toBe(String(text.length));
  });

  it.each(['bytes=10-', 'bytes=-0', 'bytes=99-100'])(
    '%s outside the object is InvalidRange',
    async (range) => {
      const known = {
        server: 'RGW 16 takes the last 0 bytes for all',
        values: range === 'bytes=-0' ? ['206'] : [],
      };
      expectAsAws(endpoint, outcome(await get({ range })), '416 InvalidRange', known);
    },
  );

  it.each([
    ['bytes=5-2', '416 InvalidRange'],
    ['bytes=-', '206'],
    ['bytes=a-b', '206'],
    ['bytes=0-1,3-4', '206'],
    ['pages=1-2', '200'],
  ])('%s is ignored', async (range, rgw) => {
    const answer = await get({ range });
    const known = { server: 'RGW 16 reads what it can, and the first of several', values: [rgw] };
    expectAsAws(endpoint, outcome(answer), '200', known);
    if (answer.status === 200) expect(answer.text).toBe('0123456789');
  });

  it('with an If-Range of another object gives the whole', async () => {
    expect((await get({ range: 'bytes=2-4', 'if-range': etag })).status).toBe(206);
    const answer = await get({ range: 'bytes=2-4', 'if-range': '"0123456789abcdef0123456789abcdef"' });
    expectAsAws(endpoint, answer.status, 200, { server: 'RGW 16 ignores If-Range', values: [206] });
  });
});

describe('a condition', () => {
  const other = '"0123456789abcdef0123456789abcdef"';
  const past = 'Mon, 01 Jan 2001 00:00:00 GMT';

  it('that holds lets the object be read', async () => {
    expect((await get({ 'if-match': etag })).status).toBe(200);
    expect((await get({ 'if-none-match': other })).status).toBe(200);
    expect((await get({ 'if-modified-since': past })).status).toBe(200);
    expect((await get({ 'if-unmodified-since': modified })).status).toBe(200);
  });

  it('on what the client has already is 304 without a body', async () => {
    for (const headers of [{ 'if-none-match': etag }, { 'if-modified-since': modified }]) {
      const answer = await get(headers);
      expect([answer.status, answer.text]).toEqual([304, '']);
    }
  });

  it('that fails is PreconditionFailed', async () => {
    expect(outcome(await get({ 'if-match': other }))).toBe('412 PreconditionFailed');
    expect(outcome(await get({ 'if-unmodified-since': past }))).toBe('412 PreconditionFailed');
  });
});
