import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAsAws, outcome } from './agreement.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import { rawRequest } from './raw-request.ts';
import { keyPath, signedRequest } from './signed-request.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());

const place = (name: string) => ({ Bucket: endpoint.bucket, Key: endpoint.key(name) });
const path = (name: string) => keyPath(endpoint.bucket, endpoint.key(name));
const hex = (body: string | Uint8Array) => createHash('md5').update(body).digest('hex');

describe('an object', () => {
  it.each([0, 1, 65_537, 3_000_000])(
    'of %d bytes comes back as it was put, its ETag the MD5',
    async (size) => {
      const body = Buffer.alloc(size, 'S3 bytes ');
      const put = await endpoint.client.send(new PutObjectCommand({ ...place(`size ${size}`), Body: body }));
      expect(put.ETag).toBe(`"${hex(body)}"`);
      const got = await endpoint.client.send(new GetObjectCommand(place(`size ${size}`)));
      expect(got.ContentLength).toBe(size);
      expect(hex((await got.Body?.transformToByteArray()) ?? 'nothing')).toBe(hex(body));
    },
  );

  it('keeps its type, disposition, language, encoding, cache rule and metadata', async () => {
    const kept = {
      ContentType: 'text/x-kept; charset=utf-8',
      ContentDisposition: 'attachment; filename="kept.txt"',
      ContentLanguage: 'gd',
      ContentEncoding: 'identity',
      CacheControl: 'max-age=7',
      Metadata: { 'write-token': 'abc 123', empty: '' },
    };
    await endpoint.client.send(new PutObjectCommand({ ...place('kept'), Body: 'x', ...kept }));
    const head = await endpoint.client.send(new HeadObjectCommand(place('kept')));
    expect(head).toMatchObject(kept);
  });

  it('put without a type is binary/octet-stream', async () => {
    await signedRequest(endpoint, { method: 'PUT', path: path('typeless'), body: 'x' });
    const answer = await signedRequest(endpoint, { method: 'HEAD', path: path('typeless') });
    expect(answer.headers['content-type']).toBe('binary/octet-stream');
  });

  it('is replaced as a whole by a second put', async () => {
    await endpoint.client.send(
      new PutObjectCommand({ ...place('twice'), Body: 'first', Metadata: { a: '1' } }),
    );
    await endpoint.client.send(new PutObjectCommand({ ...place('twice'), Body: '2nd' }));
    const got = await endpoint.client.send(new GetObjectCommand(place('twice')));
    expect([await got.Body?.transformToString(), got.Metadata]).toEqual(['2nd', {}]);
  });

  it('that doesn’t exist is NoSuchKey, and 404 without a body for HEAD', async () => {
    expect(outcome(await signedRequest(endpoint, { method: 'GET', path: path('none') }))).toBe(
      '404 NoSuchKey',
    );
    const head = await signedRequest(endpoint, { method: 'HEAD', path: path('none') });
    expect([head.status, head.text]).toEqual([404, '']);
  });

  it('is gone when deleted, and deleting it again succeeds', async () => {
    await endpoint.client.send(new PutObjectCommand({ ...place('deleted'), Body: 'x' }));
    for (const _ of [1, 2]) {
      const answer = await signedRequest(endpoint, { method: 'DELETE', path: path('deleted') });
      expect(answer.status).toBe(204);
    }
    await expect(endpoint.client.send(new GetObjectCommand(place('deleted')))).rejects.toThrow(
      expect.objectContaining({ name: 'NoSuchKey' }),
    );
    await endpoint.client.send(new DeleteObjectCommand(place('deleted')));
  });

  it('in a bucket that doesn’t exist is NoSuchBucket', async () => {
    const raw = { method: 'GET', path: '/no-such-bucket-19b1c2/x' };
    expect(outcome(await signedRequest(endpoint, raw))).toBe('404 NoSuchBucket');
  });
});

describe('a put', () => {
  it('with a Content-MD5 of other bytes is BadDigest and stores nothing', async () => {
    const headers = { 'content-md5': createHash('md5').update('other').digest('base64') };
    const put = await signedRequest(endpoint, {
      method: 'PUT',
      path: path('bad digest'),
      headers,
      body: 'x',
    });
    expect(outcome(put)).toBe('400 BadDigest');
    expect((await signedRequest(endpoint, { method: 'GET', path: path('bad digest') })).status).toBe(404);
  });

  it.each(['nonsense', 'AAAA'])('with the Content-MD5 %s is InvalidDigest', async (value) => {
    const raw = { method: 'PUT', path: path('invalid digest'), headers: { 'content-md5': value }, body: 'x' };
    expect(outcome(await signedRequest(endpoint, raw))).toBe('400 InvalidDigest');
  });

  it('of unknown length is MissingContentLength', async () => {
    const headers = { 'transfer-encoding': 'chunked', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const answer = await signedRequest(endpoint, { method: 'PUT', path: path('no length'), headers });
    expect(outcome(answer)).toBe('411 MissingContentLength');
  });

  it('with If-None-Match: * makes an object but never replaces one', async () => {
    const raw = { method: 'PUT', path: path('once'), headers: { 'if-none-match': '*' } };
    expect((await signedRequest(endpoint, { ...raw, body: '1' })).status).toBe(200);
    expect(outcome(await signedRequest(endpoint, { ...raw, body: '2' }))).toBe('412 PreconditionFailed');
    expect((await signedRequest(endpoint, { method: 'GET', path: path('once') })).text).toBe('1');
  });

  it('with If-Match replaces only the object it names', async () => {
    const raw = { method: 'PUT', path: path('match'), body: 'new' };
    await signedRequest(endpoint, { ...raw, body: 'old' });
    const stale = await signedRequest(endpoint, { ...raw, headers: { 'if-match': `"${hex('other')}"` } });
    expect(outcome(stale)).toBe('412 PreconditionFailed');
    const fresh = await signedRequest(endpoint, { ...raw, headers: { 'if-match': `"${hex('old')}"` } });
    expectAsAws(endpoint, outcome(fresh), '200', {
      server: 'RGW 16 refuses every If-Match in quotes',
      values: ['412 PreconditionFailed'],
    });
  });

  it('with more than 2 KB of metadata is MetadataTooLarge', async () => {
    const raw = {
      method: 'PUT',
      path: path('meta'),
      body: 'x',
      headers: { 'x-amz-meta-big': 'm'.repeat(2100) },
    };
    expectAsAws(endpoint, outcome(await signedRequest(endpoint, raw)), '400 MetadataTooLarge', {
      server: 'RGW 16 takes more',
      values: ['200'],
    });
  });

  it('with a canned ACL that S3 doesn’t know is InvalidArgument', async () => {
    const raw = { method: 'PUT', path: path('acl'), body: 'x', headers: { 'x-amz-acl': 'everyone' } };
    expect(outcome(await signedRequest(endpoint, raw))).toBe('400 InvalidArgument');
  });

  it('asks a client that waits for "100 Continue" to go on only when it may', async () => {
    const raw = { method: 'PUT', path: path('expect'), body: 'x', headers: { expect: '100-continue' } };
    expect((await signedRequest(endpoint, raw)).status).toBe(200);
    expect((await signedRequest(endpoint, raw, { secretAccessKey: 'wrong' })).status).toBe(403);
  });
});

describe('without a signature', () => {
  const url = () => endpoint.url;

  it('an object is private', async () => {
    await signedRequest(endpoint, { method: 'PUT', path: path('private'), body: 'x' });
    expect(outcome(await rawRequest(url(), { method: 'GET', path: path('private') }))).toBe(
      '403 AccessDenied',
    );
  });

  it('an object put as public-read is read by anyone, and by no one overwritten or deleted', async () => {
    const raw = {
      method: 'PUT',
      path: path('public'),
      body: 'open',
      headers: { 'x-amz-acl': 'public-read' },
    };
    expect((await signedRequest(endpoint, raw)).status).toBe(200);
    expect((await rawRequest(url(), { method: 'GET', path: path('public') })).text).toBe('open');
    expect(
      (await rawRequest(url(), { method: 'HEAD', path: path('public') })).headers['content-length'],
    ).toBe('4');
    expect((await rawRequest(url(), { method: 'PUT', path: path('public'), body: 'x' })).status).toBe(403);
    expect((await rawRequest(url(), { method: 'DELETE', path: path('public') })).status).toBe(403);
  });

  it('a public object’s answer headers can’t be chosen', async (test) => {
    if (!endpoint.isEmbedded) test.skip('RGW 16 answers with a header line that isn’t HTTP');
    const raw = {
      method: 'PUT',
      path: path('public 2'),
      body: 'open',
      headers: { 'x-amz-acl': 'public-read' },
    };
    await signedRequest(endpoint, raw);
    const answer = await rawRequest(url(), {
      method: 'GET',
      path: `${path('public 2')}?response-content-type=text%2Fhtml`,
    });
    expect(outcome(answer)).toBe('400 InvalidRequest');
  });

  it('what isn’t there can’t be told from what is private', async () => {
    expect(outcome(await rawRequest(url(), { method: 'GET', path: path('nothing') }))).toBe(
      '403 AccessDenied',
    );
  });

  it('the bucket is not listed', async () => {
    const answer = await rawRequest(url(), { method: 'GET', path: `/${endpoint.bucket}?list-type=2` });
    expect(outcome(answer)).toBe('403 AccessDenied');
  });
});
