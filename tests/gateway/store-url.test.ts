import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gateway, startGateway } from '../../server/gateway/gateway.ts';
import { signPolicy } from '../../server/gateway/policy.ts';
import { openTestEndpoint, type TestEndpoint } from '../s3/test-endpoint.ts';
import { call, postJson, readBack, sampleBytes } from './gateway-client.ts';

const SECRET = 'app-secret';
const large = sampleBytes(20 * 1024 * 1024);

let endpoint: TestEndpoint;
let source: Server;
let sourceUrl: string;
let asked: { url: string | undefined; headers: Record<string, unknown> }[] = [];
let gateway: Gateway;
let careful: Gateway;
let secured: Gateway;

/** A web server with a picture, a large file of unknown length, redirects and faults. */
function createSource(): Server {
  return createServer((request, response) => {
    asked.push({ url: request.url, headers: request.headers });
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    if (pathname.startsWith('/redirect'))
      response.writeHead(302, { location: '/a%20b.png?from=redirect' }).end();
    else if (pathname === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else if (pathname === '/to-file') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    else if (pathname === '/gone') response.writeHead(404).end('gone');
    else if (pathname === '/empty') response.end();
    else if (pathname === '/large') response.end(large);
    else if (pathname === '/exact') response.end(large.subarray(0, 8 * 1024 * 1024));
    else if (pathname === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
    else if (pathname === '/cut') {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => response.destroy());
    } else response.writeHead(200, { 'content-type': 'image/png' }).end(`bytes of ${request.url}`);
  });
}

beforeAll(async () => {
  endpoint = await openTestEndpoint();
  source = createSource();
  await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
  sourceUrl = `http://127.0.0.1:${(source.address() as AddressInfo).port}`;
  const options = { s3: endpoint.s3, apiKey: 'test-key' };
  gateway = await startGateway({ ...options, allowPrivateSources: true, maxSourceBytes: large.length });
  secured = await startGateway({ ...options, allowPrivateSources: true, secret: SECRET });
  careful = await startGateway(options);
});
afterAll(async () => {
  for (const one of [gateway, secured, careful]) await one.close();
  source.closeAllConnections();
  source.close();
  await endpoint.close();
});

const storeOld = (url: string, query: Record<string, string> = {}, base = gateway.url) =>
  call(`${base}/api/store/s3?${new URLSearchParams({ key: 'test-key', ...query })}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `url=${url}`,
  });

const storeNew = (
  url: unknown,
  params: Record<string, unknown> = {},
  extra: Record<string, unknown> = {},
  base = gateway.url,
) =>
  postJson(`${base}/process`, {
    apikey: 'test-key',
    sources: [url],
    tasks: [{ name: 'store', params }],
    ...extra,
  });

describe('POST /api/store/LOCATION', () => {
  test('stores a URL that came unencoded, with its & and +', async () => {
    const { status, json } = await storeOld(`${sourceUrl}/a b.png?x=1&y=2+3`, { path: '/p/' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ filename: 'a b.png', type: 'image/png', container: endpoint.s3.bucket });
    expect(json.key).toMatch(/^p\/[A-Za-z0-9]{20}_a b\.png$/);
    expect(json.url.split('/').at(-1)).toBe(json.handle);
    expect((await readBack(json.url)).toString()).toBe('bytes of /a%20b.png?x=1&y=2+3');
  });

  test('stores a URL that came encoded, under the name and type that were asked for', async () => {
    const { json } = await storeOld(encodeURIComponent(`${sourceUrl}/c?x=1&y=2`), {
      filename: 'n.gif',
      mimetype: 'image/gif',
    });
    expect(json).toMatchObject({ filename: 'n.gif', mimetype: 'image/gif' });
    expect((await readBack(json.url)).toString()).toBe('bytes of /c?x=1&y=2');
  });
});

describe('POST /process', () => {
  test('stores a URL, sends the headers it was given, and passes tags and workflows through', async () => {
    asked = [];
    const { status, json } = await postJson(`${gateway.url}/process`, {
      apikey: 'test-key',
      sources: [{ source: `${sourceUrl}/pic.png`, headers: { 'x-token': 't' } }],
      tasks: [
        { name: 'store', params: { location: 's3', path: 'from-url.png', access: 'public' } },
        { name: 'store', params: { workflows: ['wf'] } },
      ],
      upload_tags: { a: 'b' },
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      key: 'from-url.png',
      upload_tags: { a: 'b' },
      workflows: ['wf'],
      type: 'image/png',
    });
    expect(asked[0]?.headers['x-token']).toBe('t');
  });

  test.each([
    ['more than one part', '/large', large.length],
    ['exactly one part', '/exact', 8 * 1024 * 1024],
  ])('stores %s equal', async (_name, path, sizeBytes) => {
    const { json } = await storeNew(`${sourceUrl}${path}`);
    expect(json.size).toBe(sizeBytes);
    expect((await readBack(json.url)).equals(large.subarray(0, sizeBytes))).toBe(true);
  });

  test('follows a redirect', async () => {
    const { json } = await storeNew(`${sourceUrl}/redirect`);
    expect((await readBack(json.url)).toString()).toBe('bytes of /a%20b.png?from=redirect');
  });

  test.each([
    ['a source that is gone', '/gone', /answered 404/],
    ['an endless redirect', '/loop', /too often/],
    ['a redirect to a file', '/to-file', /neither http nor https/],
    ['an empty source', '/empty', /empty/],
    ['a source that breaks off', '/cut', /broke off/],
    ['an encoding nobody asked for', '/packed', /encoding/],
  ])('refuses %s with 400', async (_name, path, reason) => {
    const { status, json } = await storeNew(`${sourceUrl}${path}`);
    expect(status).toBe(400);
    expect(json.error).toMatch(reason);
  });

  test('refuses what is not http, headers of the connection, two sources and tasks it does not know', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://a/b', 'nonsense', '', 'http://u:p@127.0.0.1/']) {
      expect((await storeNew(url)).status).toBe(400);
    }
    expect((await storeNew({ source: sourceUrl, headers: { Host: 'a' } })).status).toBe(400);
    expect((await storeNew({ source: sourceUrl, headers: { 'x-a': 'b\r\nc: d' } })).status).toBe(400);
    expect((await storeNew(sourceUrl, {}, { sources: [sourceUrl, sourceUrl] })).status).toBe(400);
    expect((await storeNew(sourceUrl, {}, { tasks: [{ name: 'resize', params: {} }] })).status).toBe(400);
    expect((await storeNew(sourceUrl, { location: 'dropbox' })).status).toBe(400);
    expect((await storeNew(sourceUrl, {}, { apikey: 'x' })).status).toBe(400);
  });

  test('refuses more than the limit, also when no length was announced', async () => {
    const small = await startGateway({
      s3: endpoint.s3,
      apiKey: 'test-key',
      allowPrivateSources: true,
      maxSourceBytes: 9 * 1024 * 1024,
    });
    expect((await storeNew(`${sourceUrl}/large`, {}, {}, small.url)).status).toBe(413);
    await small.close();
  });
});

test.each([
  'http://127.0.0.1/',
  'http://localhost/',
  'http://[::1]/',
  'http://0x7f.1/',
  'http://169.254.169.254/latest',
  'http://[::ffff:10.0.0.1]/',
])('a private address is refused: %s', async (url) => {
  for (const answer of [await storeNew(url, {}, {}, careful.url), await storeOld(url, {}, careful.url)]) {
    expect(answer.status).toBe(400);
    expect(answer.json.error).toMatch(/private address/);
  }
});

test('with security on, a policy bounds what is fetched', async () => {
  const policy = (keys: object) =>
    signPolicy({ expiry: Math.floor(Date.now() / 1000) + 60, ...keys }, SECRET);
  const store = (security?: { policy: string; signature: string }) =>
    storeNew(
      `${sourceUrl}/p`,
      {},
      { tasks: [{ name: 'store' }, ...(security ? [{ name: 'security', params: security }] : [])] },
      secured.url,
    );
  expect((await store()).status).toBe(403);
  expect((await store(policy({ call: 'read' }))).status).toBe(403);
  expect((await store(policy({ url: 'https://only\\.test/' }))).status).toBe(403);
  expect((await store(policy({ maxSize: 3 }))).status).toBe(413);
  expect((await store(policy({ minSize: 1000 }))).status).toBe(403);
  expect((await store(policy({ call: 'store' }))).status).toBe(200);
  expect((await storeOld(`${sourceUrl}/p`, { ...policy({ call: ['store'] }) }, secured.url)).status).toBe(
    200,
  );
});
