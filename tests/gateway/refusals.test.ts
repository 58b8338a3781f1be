import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_FILE_SIZE_BYTES } from '../../lib/core/part-plan.ts';
import { type Gateway, startGateway } from '../../server/gateway/gateway.ts';
import { openTestEndpoint, type TestEndpoint } from '../s3/test-endpoint.ts';
import { call, postJson, start } from './gateway-client.ts';

let endpoint: TestEndpoint;
let gateway: Gateway;
const small = Buffer.from('hello');

beforeAll(async () => {
  endpoint = await openTestEndpoint();
  gateway = await startGateway({ s3: endpoint.s3, apiKey: 'test-key' });
});
afterAll(async () => {
  await gateway.close();
  await endpoint.close();
});

const isHealthy = async () => (await start(gateway.url, small)).started.status === 200;

describe('start', () => {
  const base = { apikey: 'test-key', filename: 'a', mimetype: '', size: 5, store: { location: 's3' } };

  test.each([
    ['no API key', { apikey: undefined }, /No API key/],
    ['a wrong API key', { apikey: 'nope' }, /Invalid API key/],
    ['an API key that is no text', { apikey: 1 }, /apikey/],
    ['no file name', { filename: '' }, /filename/],
    ['no size', { size: undefined }, /size/],
    ['a negative size', { size: -1 }, /size/],
    ['half a byte', { size: 0.5 }, /size/],
    ['an empty file', { size: 0 }, /empty/],
    ['another location', { store: { location: 'gcs' } }, /"gcs" is not configured/],
    ['another container', { store: { container: 'other' } }, /container is "/],
    ['another region', { store: { region: 'eu-north-9' } }, /region is "/],
    ['an unknown access', { store: { access: 'all' } }, /neither "public" nor "private"/],
    ['a path that climbs', { store: { path: 'a/../../b' } }, /segment/],
    ['a path of our records', { store: { path: '/.filestack/handles/x.json' } }, /may not begin/],
    ['a path with control characters', { store: { path: 'a\nb' } }, /control/],
    ['a key over 1024 bytes', { store: { path: 'é'.repeat(513) } }, /1024/],
    ['a type with a line break', { mimetype: 'a\r\nx-amz-acl: public-read' }, /mimetype/],
  ])('refuses %s with 400', async (_name, extra, reason) => {
    const answer = await postJson(`${gateway.url}/multipart/start`, { ...base, ...extra });
    expect(answer.status).toBe(400);
    expect(answer.json.error).toMatch(reason);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('takes the largest file that S3 can hold, and refuses a byte more with 413', async () => {
    const statusOf = async (size: number) =>
      (await postJson(`${gateway.url}/multipart/start`, { ...base, size })).status;
    expect(await statusOf(MAX_FILE_SIZE_BYTES)).toBe(200);
    expect(await statusOf(MAX_FILE_SIZE_BYTES + 1)).toBe(413);
  });

  test('takes sizes in text, a location in capitals and empty store options', async () => {
    const store = { location: 'S3', region: '', container: '', path: '', access: '' };
    expect((await postJson(`${gateway.url}/multipart/start`, { ...base, size: '5', store })).status).toBe(
      200,
    );
    expect((await postJson(`${gateway.url}/multipart/start`, { ...base, store: undefined })).status).toBe(
      200,
    );
    const { region, bucket: container } = endpoint.s3;
    expect(
      (await postJson(`${gateway.url}/multipart/start`, { ...base, store: { region, container } })).status,
    ).toBe(200);
  });
});

test('intelligent ingestion that is not offered: start says nothing of it, its calls are refused', async ({
  onTestFinished,
}) => {
  const gateway = await startGateway({ s3: endpoint.s3, apiKey: 'test-key', intelligentIngestion: false });
  onTestFinished(gateway.close);
  const { started, common } = await start(gateway.url, small, { intelligent: true });
  expect(started.json).not.toHaveProperty('upload_type');
  expect((await postJson(`${gateway.url}/multipart/commit`, common)).status).toBe(400);
  const chunk = { ...common, fii: true, part: 1, size: 5, offset: 0 };
  expect((await postJson(`${gateway.url}/multipart/upload`, chunk)).status).toBe(400);
  expect((await postJson(`${gateway.url}/multipart/complete`, { ...common, fii: true })).status).toBe(400);
});

test.each([
  ['part 0', { part: 0, size: 5 }],
  ['part 10,001', { part: 10_001, size: 5 }],
  ['no part', { size: 5 }],
  ['an empty part', { part: 1, size: 0 }],
  ['a part larger than the file', { part: 1, size: 6 }],
  ['an MD5 that is none', { part: 1, size: 5, md5: 'abc' }],
])('upload refuses %s with 400', async (_name, extra) => {
  const { common } = await start(gateway.url, small);
  const answer = await postJson(`${gateway.url}/multipart/upload`, { ...common, ...extra });
  expect(answer.status).toBe(400);
});

describe('bodies', () => {
  const url = () => `${gateway.url}/multipart/start`;

  test.each([
    ['no JSON', '{', 400],
    ['an array', '[]', 400],
    ['null', 'null', 400],
    ['text', '"x"', 400],
    ['deep nesting', '['.repeat(500_000), 400],
    ['more than 1 MiB', `"${'x'.repeat(1024 * 1024)}"`, 413],
    ['prototype keys', '{"__proto__":{"apikey":"test-key"},"constructor":1}', 400],
  ])('%s is refused', async (_name, body, status) => {
    const answer = await postJson(url(), body);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toEqual(expect.any(String));
    expect(await isHealthy()).toBe(true);
  });

  test('another content type is a 415', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect((await call(url(), { method: 'POST', headers, body: '{}' })).status).toBe(415);
  });

  test('a flood of listed parts is a 400', async () => {
    const { common } = await start(gateway.url, small);
    const parts = Array.from({ length: 60_000 }, () => ({ part_number: 1 }));
    const answer = await postJson(`${gateway.url}/multipart/complete`, { ...common, parts });
    expect([400, 413]).toContain(answer.status);
    const far = await postJson(`${gateway.url}/multipart/complete`, {
      ...common,
      parts: [{ part_number: 2 ** 40 }],
    });
    expect(far.status).toBe(400);
  });

  test('no JSON at all makes a 5xx', async () => {
    const fields = fc.record(
      {
        apikey: fc.oneof(fc.constant('test-key'), fc.jsonValue()),
        filename: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
        mimetype: fc.oneof(fc.string(), fc.jsonValue()),
        size: fc.oneof(fc.integer(), fc.jsonValue()),
        store: fc.oneof(
          fc.record({ path: fc.string({ unit: 'binary' }), access: fc.jsonValue() }),
          fc.jsonValue(),
        ),
        upload_id: fc.oneof(fc.string(), fc.jsonValue()),
        parts: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const path = fc.constantFrom('start', 'upload', 'complete', 'commit');
    await fc.assert(
      fc.asyncProperty(path, fields, async (name, body) => {
        const answer = await postJson(`${gateway.url}/multipart/${name}`, body);
        expect(answer.status).toBeLessThan(500);
        expect(answer.json).toEqual(expect.any(Object));
      }),
      { numRuns: 100 },
    );
  });
});

/** Sends raw text and gives all that comes back. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(gateway.port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.setEncoding('utf8').on('data', (piece) => {
      answer += piece;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
  });
}

describe('on the socket', () => {
  test('1 MiB of headers is a 431 that a page can read', async () => {
    const answer = await raw(`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(1024 * 1024)}\r\n\r\n`).catch(
      () => 'reset',
    );
    // The rest of the flood may reset the connection before the answer is read.
    if (answer !== 'reset') expect(answer).toMatch(/^HTTP\/1\.1 431 .*access-control-allow-origin: \*/is);
    expect(await isHealthy()).toBe(true);
  });

  test('what is not HTTP is a 400', async () => {
    expect(await raw('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*\{"error"/s);
  });

  test('a target that is no path is refused', async () => {
    const answer = await raw('GET http://[ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 4/);
  });

  test('a body that is cut leaves the process alive', async () => {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.end(
      'POST /multipart/start HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    );
    await new Promise((resolve) => socket.on('close', resolve).resume());
    expect(await isHealthy()).toBe(true);
  });
});

test('a preflight gets what it asks for', async () => {
  const asked = 'content-type,filestack-source,filestack-trace-id,filestack-trace-span';
  const headers = {
    origin: 'https://a.test',
    'access-control-request-method': 'POST',
    'access-control-request-headers': asked,
  };
  const answer = await call(`${gateway.url}/multipart/start`, { method: 'OPTIONS', headers });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-headers')).toBe(asked);
  expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
});

test('a store that is away is a 503 with a wait, readable by scripts', async () => {
  const away = await startGateway({
    s3: { ...endpoint.s3, endpoint: 'http://127.0.0.1:1' },
    apiKey: 'test-key',
  });
  const { started } = await start(away.url, small);
  expect(started.status).toBe(503);
  expect(started.headers.get('retry-after')).toBe('1');
  expect(started.headers.get('access-control-allow-origin')).toBe('*');
  await away.close();
});
