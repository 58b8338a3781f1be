import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFileRecord } from '../../server/gateway/file-record.ts';
import { type Gateway, startGateway } from '../../server/gateway/gateway.ts';
import { signPolicy } from '../../server/gateway/policy.ts';
import { deleteObject, headObject } from '../../server/gateway/s3/objects.ts';
import { createS3Client } from '../../server/gateway/s3/s3-client.ts';
import { openTestEndpoint, type TestEndpoint } from '../s3/test-endpoint.ts';
import { commit, completeChunked, sendChunks } from './chunk-client.ts';
import { call, complete, postJson, sendAllParts, start, uploadWhole } from './gateway-client.ts';

const SECRET = 'app-secret';
const NOW = 1_800_000_000_000;
const small = Buffer.from('hello');

let endpoint: TestEndpoint;
let secured: Gateway;
let open: Gateway;
let nowMs = NOW;

beforeAll(async () => {
  endpoint = await openTestEndpoint();
  secured = await startGateway({ s3: endpoint.s3, apiKey: 'test-key', secret: SECRET, now: () => nowMs });
  open = await startGateway({ s3: endpoint.s3, apiKey: 'test-key' });
});
afterAll(async () => {
  await secured.close();
  await open.close();
  await endpoint.close();
});

const policy = (keys: Record<string, unknown> = {}) =>
  signPolicy({ expiry: NOW / 1000 + 3600, ...keys }, SECRET);
const uploadPolicy = policy({ call: ['pick', 'store'] });

describe('start', () => {
  const startWith = async (security: { policy: string; signature: string } | undefined, store = {}) =>
    (await start(secured.url, small, { store, ...(security && { security }) })).started;

  test.each([
    ['everything but exif, when it names no call', policy()],
    ['pick', policy({ call: 'pick' })],
    ['store', policy({ call: ['store'] })],
    ['a folder', policy({ path: 'up/.*' }), { path: '/up/' }],
    ['a container', policy({ container: '[a-z0-9]+$' })],
    ['a size', policy({ minSize: 5, maxSize: 5 })],
  ])('takes a policy that allows %s', async (_name, security, store?: object) => {
    expect(await startWith(security, store)).toMatchObject({ status: 200 });
  });

  test.each([
    ['no policy', undefined, 403],
    ['a wrong signature', { ...uploadPolicy, signature: '0'.repeat(64) }, 403],
    ['no signature', { ...uploadPolicy, signature: '' }, 403],
    ['an expired policy', policy({ expiry: NOW / 1000 }), 403],
    ['an expiry in text', policy({ expiry: '2000000000' }), 403],
    ['no expiry', policy({ expiry: undefined }), 403],
    ['a policy to read', policy({ call: ['read'] }), 403],
    ['a policy for one file', policy({ handle: 'abc' }), 403],
    ['a policy for another container', policy({ container: 'other' }), 403],
    ['a policy for a folder', policy({ path: 'up/' }), 403],
    ['a file too large', policy({ maxSize: 4 }), 413],
    ['a file too small', policy({ minSize: 6 }), 403],
    ['a regex that does not parse', policy({ path: '(' }), 403],
  ])('refuses %s', async (_name, security, status) => {
    const answer = await startWith(security);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toMatch(/policy|Security/);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('gives up on a regex that takes too long', async () => {
    const beganMs = performance.now();
    const answer = await startWith(policy({ path: '(a+)+$' }), { path: `${'a'.repeat(60)}!` });
    expect(answer.status).toBe(403);
    expect(performance.now() - beganMs).toBeLessThan(15_000);
  });
});

test('a policy is checked on every call: one that expires meanwhile stops the upload, a new one continues it', async () => {
  const upload = await start(secured.url, small, { security: uploadPolicy });
  await sendAllParts(secured.url, upload, small);
  nowMs = NOW + 3600_000;
  try {
    expect((await complete(secured.url, upload)).status).toBe(403);
    const part = await postJson(`${secured.url}/multipart/upload`, { ...upload.common, part: 1, size: 5 });
    expect(part.status).toBe(403);
    expect((await complete(secured.url, upload, { policy: undefined, signature: undefined })).status).toBe(
      403,
    );
    const later = policy({ expiry: nowMs / 1000 + 60 });
    expect((await complete(secured.url, upload, { ...later })).status).toBe(200);
  } finally {
    nowMs = NOW;
  }
});

test('chunks and commits need the policy, too', async () => {
  const upload = await start(secured.url, small, { security: uploadPolicy, intelligent: true });
  await sendChunks(secured.url, upload, 1, small);
  const nobody = { policy: undefined, signature: undefined };
  const chunk = { ...upload.common, ...nobody, fii: true, part: 1, offset: 0, size: 5 };
  expect((await postJson(`${secured.url}/multipart/upload`, chunk)).status).toBe(403);
  expect((await commit(secured.url, upload, 1, nobody)).status).toBe(403);
  expect((await commit(secured.url, upload, 1, { apikey: 'other' })).status).toBe(400);
  expect((await commit(secured.url, upload, 1)).status).toBe(200);
  expect((await completeChunked(secured.url, upload)).status).toBe(200);
});

test('an upload goes on only with the API key and the tickets that it began with', async () => {
  const upload = await start(open.url, small);
  const ask = (extra: object) =>
    postJson(`${open.url}/multipart/upload`, { ...upload.common, part: 1, size: 5, ...extra });
  expect((await ask({})).status).toBe(200);
  expect((await ask({ apikey: 'other' })).status).toBe(400);
  expect((await ask({ apikey: undefined })).status).toBe(400);
  expect((await ask({ upload_id: `${upload.common['upload_id']}x` })).status).toBe(404);
  expect((await ask({ upload_id: 'x' })).status).toBe(404);
  expect((await ask({ uri: '/uploads/other' })).status).toBe(400);
  const renamed = await startGateway({ s3: endpoint.s3, apiKey: 'new-key' });
  const answer = await postJson(`${renamed.url}/multipart/upload`, {
    ...upload.common,
    apikey: 'new-key',
    part: 1,
    size: 5,
  });
  expect(answer.status).toBe(403);
  await renamed.close();
});

describe('delivery', () => {
  const readPolicy = policy({ call: ['read'] });
  const query = ({ policy: p, signature: s }: { policy: string; signature: string }) =>
    `?policy=${encodeURIComponent(p)}&signature=${s}`;

  test('without security gives what is public and what the handle alone protects, not what is private', async () => {
    const statuses: number[] = [];
    for (const access of ['public', undefined, 'private']) {
      const { json } = await uploadWhole(open.url, small, { store: access ? { access } : {} });
      const answer = await call(json.url);
      statuses.push(answer.status);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    expect(statuses).toEqual([302, 302, 403]);
  });

  test('with security asks for a policy to read, unless the file is public', async () => {
    const open = await uploadWhole(secured.url, small, {
      security: uploadPolicy,
      store: { access: 'public' },
    });
    expect((await call(open.json.url)).status).toBe(302);
    for (const access of [undefined, 'private']) {
      const { json } = await uploadWhole(secured.url, small, {
        security: uploadPolicy,
        store: access ? { access } : {},
      });
      const plain = (await call(json.url)).status;
      const allowed = (await call(`${json.url}${query(readPolicy)}`)).status;
      const notToRead = (await call(`${json.url}${query(uploadPolicy)}`)).status;
      const otherFile = (await call(`${json.url}${query(policy({ handle: 'x'.repeat(20) }))}`)).status;
      const thisFile = (await call(`${json.url}${query(policy({ handle: json.handle }))}`)).status;
      expect({ plain, allowed, notToRead, otherFile, thisFile }).toEqual({
        plain: 403,
        allowed: 302,
        notToRead: 403,
        otherFile: 403,
        thisFile: 302,
      });
      const task = `security=policy:${readPolicy.policy},signature:${readPolicy.signature}`;
      expect(await (await fetch(`${secured.url}/${task}/${json.handle}`)).text()).toBe('hello');
      const swapped = `security=signature:${readPolicy.signature},policy:${encodeURIComponent(readPolicy.policy)}`;
      expect((await call(`${secured.url}/${swapped}/${json.handle}`)).status).toBe(302);
    }
  });

  test('answers HEAD through to the object', async () => {
    const { json } = await uploadWhole(open.url, small);
    const head = await fetch(json.url, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe('5');
  });

  test.each([
    '/AAAAAAAAAAAAAAAAAAAA',
    '/short',
    '/',
    '/a/b',
    '/resize=w:1/AAAAAAAAAAAAAAAAAAAA',
    '/%ff',
    '/..%2f..%2f',
  ])('answers 404 in JSON for %s', async (path) => {
    const answer = await call(`${open.url}${path}`);
    expect(answer.status).toBe(404);
    expect(answer.json.error).toEqual(expect.any(String));
  });
});

describe('the file API', () => {
  const fileUrl = (handle: string) => `${secured.url}/api/file/${handle}`;
  const query = (security: { policy: string; signature: string }) =>
    new URLSearchParams({ key: 'test-key', ...security });

  test('gives metadata, all of it or what is asked for', async () => {
    const { json } = await uploadWhole(open.url, small, { filename: 'a.txt', mimetype: 'text/plain' });
    const all = await call(`${open.url}/api/file/${json.handle}/metadata`);
    expect(all.json).toMatchObject({
      filename: 'a.txt',
      size: 5,
      mimetype: 'text/plain',
      key: json.key,
      location: 'S3',
    });
    expect(Math.abs(all.json.uploaded - Date.now())).toBeLessThan(60_000);
    expect((await call(`${open.url}/api/file/${json.handle}/metadata?size=true`)).json).toEqual({ size: 5 });
    expect((await call(`${open.url}/api/file/${json.handle}`)).status).toBe(302);
  });

  test('gives metadata of a secured file by a policy to stat, or to the owner', async () => {
    const { json } = await uploadWhole(secured.url, small, { security: uploadPolicy });
    const url = `${fileUrl(json.handle)}/metadata`;
    const basic = (text: string) => ({
      headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` },
    });
    expect((await call(url)).status).toBe(403);
    expect((await call(`${url}?${query(policy({ call: 'read' }))}`)).status).toBe(403);
    expect((await call(`${url}?${query(policy({ call: 'stat' }))}`)).status).toBe(200);
    expect((await call(url, basic(`app:${SECRET}`))).status).toBe(200);
    expect((await call(url, basic('app:wrong'))).status).toBe(403);
  });

  test('deletes with a policy to remove, and never without an app secret', async () => {
    const { json } = await uploadWhole(secured.url, small, {
      security: uploadPolicy,
      store: { access: 'public' },
    });
    const remove = (security: { policy: string; signature: string }) =>
      call(`${fileUrl(json.handle)}?${query(security)}`, { method: 'DELETE' });
    expect(
      (await call(`${open.url}/api/file/${json.handle}?key=test-key`, { method: 'DELETE' })).status,
    ).toBe(403);
    expect((await call(fileUrl(json.handle), { method: 'DELETE' })).status).toBe(400);
    expect((await remove(uploadPolicy)).status).toBe(403);
    expect((await remove(policy({ call: 'remove', handle: 'another' }))).status).toBe(403);
    expect((await remove(policy({ call: 'remove' }))).json).toEqual({ success: true });
    expect((await call(json.url)).status).toBe(404);
    expect((await remove(policy({ call: 'remove' }))).status).toBe(404);
  });

  test('a file that was deleted is gone from the bucket with its record, and one that S3 had lost is, too', async () => {
    const s3 = createS3Client(endpoint.s3);
    const removal = query(policy({ call: 'remove' }));
    for (const isLost of [false, true]) {
      const { json } = await uploadWhole(secured.url, small, { security: uploadPolicy });
      expect(await headObject(s3, json.key)).toMatchObject({ sizeBytes: small.length });
      if (isLost) await deleteObject(s3, json.key);
      expect((await call(`${fileUrl(json.handle)}?${removal}`, { method: 'DELETE' })).status).toBe(200);
      expect(await headObject(s3, json.key)).toBeUndefined();
      expect(await readFileRecord(s3, json.handle)).toBeUndefined();
    }
  });

  test('deletes nothing for another key, an expired policy, or a policy for another folder', async () => {
    const { json } = await uploadWhole(secured.url, small, {
      security: uploadPolicy,
      store: { path: 'mine/' },
    });
    const remove = (keys: object, key = 'test-key') =>
      call(
        `${fileUrl(json.handle)}?${new URLSearchParams({ key, ...policy({ call: 'remove', ...keys }) })}`,
        {
          method: 'DELETE',
        },
      );
    expect((await remove({}, 'other')).status).toBe(400);
    expect((await remove({ expiry: NOW / 1000 })).status).toBe(403);
    expect((await remove({ path: 'yours/' })).status).toBe(403);
    expect(await headObject(createS3Client(endpoint.s3), json.key)).toMatchObject({ sizeBytes: 5 });
    expect((await remove({ path: 'mine/' })).status).toBe(200);
  });

  test('a page may ask to delete, and reads the answer', async () => {
    const { json } = await uploadWhole(secured.url, small, { security: uploadPolicy });
    const url = `${fileUrl(json.handle)}?${query(policy({ call: 'remove' }))}`;
    const preflight = await call(url, {
      method: 'OPTIONS',
      headers: { origin: 'https://page.example', 'access-control-request-method': 'DELETE' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('DELETE');
    const removed = await call(url, { method: 'DELETE', headers: { origin: 'https://page.example' } });
    expect(removed.headers.get('access-control-allow-origin')).toBe('*');
    expect(removed.json).toEqual({ success: true });
  });

  test('deletes no object that a later upload has put under the key', async () => {
    const input = { security: uploadPolicy, store: { path: 'delete/same.txt', access: 'public' } };
    const first = await uploadWhole(secured.url, small, input);
    const second = await uploadWhole(secured.url, small, input);
    const url = `${fileUrl(first.json.handle)}?${query(policy({ call: 'remove' }))}`;
    expect((await call(url, { method: 'DELETE' })).status).toBe(200);
    expect((await call(second.json.url)).status).toBe(302);
  });
});
