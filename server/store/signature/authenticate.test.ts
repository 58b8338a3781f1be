import { AwsClient } from 'aws4fetch';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signRequest } from '../../../tests/s3/signed-request.ts';
import { encodePath } from '../http/percent-encoding.ts';
import { readRequestHeaders } from '../http/request-headers.ts';
import { parseRequestTarget } from '../http/request-target.ts';
import { authenticate } from './authenticate.ts';

const credentials = { accessKeyId: 'AKIA/with/slashes', secretAccessKey: 'secret', region: 'us-east-1' };
const place = { url: 'http://127.0.0.1:9000', ...credentials };
const nowMs = Date.parse('2025-01-31T23:59:59Z');

function received(signed: { method: string; path: string; headers: Readonly<Record<string, string>> }) {
  const headers = readRequestHeaders(Object.entries(signed.headers).flat());
  return { method: signed.method, target: parseRequestTarget(signed.path, '127.0.0.1:9000', []), headers };
}

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
const request = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
  path: text.map((key) => `/bucket/${encodePath(key)}`),
  query: fc.dictionary(
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
      .filter((name) => name !== '__proto__' && !/^x-amz/i.test(name)),
    text,
    { maxKeys: 4 },
  ),
  metadata: fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
});

describe('a signature', () => {
  it.each([undefined, 60])(
    'by the AWS SDK’s signer is good for any key, query and metadata (presigned: %s)',
    async (presignSeconds) => {
      await fc.assert(
        fc.asyncProperty(request, async ({ method, path, query, metadata }) => {
          const raw = { method, path, headers: { 'x-amz-meta-any': metadata, 'content-type': 'text/plain' } };
          const signed = await signRequest(place, raw, {
            query,
            date: new Date(nowMs),
            ...(presignSeconds === undefined ? {} : { presignSeconds }),
          });
          expect(authenticate(received(signed), credentials, nowMs).kind).toBe('owner');
        }),
      );
    },
  );

  it('by aws4fetch is good for any key and query', async () => {
    const aws = new AwsClient({ ...credentials, service: 's3' });
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, query }) => {
        const url = new URL(`${place.url}${path}`);
        if (url.pathname !== path) return; // URL resolved dots, so another key is meant
        for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
        const { url: signedUrl } = await aws.sign(url.href, { method, aws: { signQuery: true } });
        const signed = {
          method,
          path: signedUrl.slice(place.url.length),
          headers: { host: '127.0.0.1:9000' },
        };
        expect(authenticate(received(signed), credentials, Date.now()).kind).toBe('owner');
      }),
      { numRuns: 50 },
    );
  });

  it('with any of its digits changed is refused', async () => {
    const signed = await signRequest(
      place,
      { method: 'GET', path: '/bucket/key' },
      { date: new Date(nowMs) },
    );
    const authorization = signed.headers['authorization'] ?? '';
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.constantFrom(...'0123456789abcdef'),
        (fromEnd, digit) => {
          const at = authorization.length - fromEnd;
          if (authorization[at] === digit) return;
          const changed = authorization.slice(0, at) + digit + authorization.slice(at + 1);
          const request = received({ ...signed, headers: { ...signed.headers, authorization: changed } });
          expect(() => authenticate(request, credentials, nowMs)).toThrow(
            expect.objectContaining({ code: 'SignatureDoesNotMatch' }),
          );
        },
      ),
    );
  });

  it('cut short or made longer is refused and not an error of ours', async () => {
    const signed = await signRequest(
      place,
      { method: 'GET', path: '/bucket/key' },
      { date: new Date(nowMs) },
    );
    const authorization = signed.headers['authorization'] ?? '';
    for (const changed of [
      authorization.slice(0, -1),
      `${authorization}0`,
      authorization.replace(/Signature=.*/, 'Signature=é'),
    ]) {
      const request = received({ ...signed, headers: { ...signed.headers, authorization: changed } });
      expect(() => authenticate(request, credentials, nowMs)).toThrow(
        expect.objectContaining({ code: 'SignatureDoesNotMatch' }),
      );
    }
  });

  it('is none of its own when there is none: the request is anonymous', () => {
    const request = received({ method: 'GET', path: '/bucket/key', headers: { host: 'x' } });
    expect(authenticate(request, credentials, nowMs).kind).toBe('anonymous');
  });
});
