import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gateway, startGateway } from '../../server/gateway/gateway.ts';
import { openTestEndpoint, type TestEndpoint } from '../s3/test-endpoint.ts';
import { call, md5, PART_BYTES, postForm, readBack, sampleBytes } from './gateway-client.ts';

let endpoint: TestEndpoint;
let gateway: Gateway;

beforeAll(async () => {
  endpoint = await openTestEndpoint();
  gateway = await startGateway({ s3: endpoint.s3, apiKey: 'test-key' });
});
afterAll(async () => {
  await gateway.close();
  await endpoint.close();
});

type Fields = [string, string][];

const store: Fields = [
  ['apikey', 'test-key'],
  ['store_location', 'S3'],
  ['store_path', '/up/'],
  ['store_access', 'public'],
];

/** Echoes every key of the start answer, as filestack-js 0.5.2 does. */
async function startForm(sizeBytes: number, filename = 'a b#c.bin'): Promise<Fields> {
  const answer = await postForm(`${gateway.url}/multipart/start`, [
    ...store,
    ['filename', filename],
    ['mimetype', 'application/octet-stream'],
    ['size', String(sizeBytes)],
  ]);
  expect(answer.status).toBe(200);
  return [
    ...store,
    ...Object.entries(answer.json).map(([name, value]): [string, string] => [name, String(value)]),
  ];
}

async function putPart(echoed: Fields, part: number, bytes: Buffer<ArrayBuffer>): Promise<string | null> {
  const signed = await postForm(`${gateway.url}/multipart/upload`, [
    ...echoed,
    ['part', String(part)],
    ['size', String(bytes.length)],
    ['md5', md5(bytes)],
  ]);
  expect(signed.status).toBe(200);
  expect(signed.json.headers).toEqual(expect.any(Object));
  const put = await fetch(signed.json.url, { method: 'PUT', headers: signed.json.headers, body: bytes });
  expect(put.status).toBe(200);
  return put.headers.get('etag');
}

const completeForm = (echoed: Fields, sizeBytes: number, parts: string) =>
  postForm(`${gateway.url}/multipart/complete`, [
    ...echoed,
    ['size', String(sizeBytes)],
    ['filename', 'a b#c.bin'],
    ['mimetype', 'application/octet-stream'],
    ['parts', parts],
  ]);

test('an upload of 2017 is stored, with parts listed out of order and twice', async () => {
  const data = sampleBytes(11 * 1024 * 1024);
  const echoed = await startForm(data.length);
  const etags: (string | null)[] = [];
  for (const part of [1, 2, 3]) {
    etags.push(await putPart(echoed, part, data.subarray((part - 1) * PART_BYTES, part * PART_BYTES)));
  }
  const [first, second, third] = etags;
  const { status, json } = await completeForm(
    echoed,
    data.length,
    `3:${third};1:${first};2:null;2:${second};1:${first}`,
  );
  expect(status).toBe(200);
  expect(json).toMatchObject({
    filename: 'a b#c.bin',
    size: data.length,
    status: 'Stored',
    container: endpoint.s3.bucket,
  });
  expect(json.key).toMatch(/^up\/[A-Za-z0-9]{20}_a b#c\.bin$/);
  expect((await readBack(json.url)).equals(data)).toBe(true);
});

test('a part whose ETag the page could not read counts by what is stored', async () => {
  const data = Buffer.from('hello');
  const echoed = await startForm(data.length);
  await putPart(echoed, 1, data);
  const { status, json } = await completeForm(echoed, data.length, '1:null');
  expect(status).toBe(200);
  expect((await readBack(json.url)).equals(data)).toBe(true);
});

test('a part that was never stored is refused', async () => {
  const echoed = await startForm(5);
  const { status, json } = await completeForm(echoed, 5, '1:null');
  expect(status).toBe(400);
  expect(json.error).toMatch(/Parts missing/);
});

test.each([
  ['before its PUT', true],
  ['after its PUT', false],
])('an empty file is stored when complete comes %s', async (_name, isCompleteFirst) => {
  const echoed = await startForm(0, 'empty.txt');
  const steps = [() => putPart(echoed, 1, Buffer.alloc(0)), () => completeForm(echoed, 0, '')];
  if (isCompleteFirst) steps.reverse();
  for (const step of steps) await step();
  const { status, json } = await completeForm(echoed, 0, '');
  expect(status).toBe(200);
  expect(json.size).toBe(0);
  expect(await readBack(json.url)).toHaveLength(0);
});

test('an error on upload shows no CORS, so that the client rejects and does not wait for ever', async () => {
  const answer = await postForm(`${gateway.url}/multipart/upload`, [
    ...(await startForm(5)),
    ['part', '0'],
    ['size', '5'],
  ]);
  expect(answer.status).toBe(400);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  const start = await postForm(`${gateway.url}/multipart/start`, store);
  expect(start.status).toBe(400);
  expect(start.headers.get('access-control-allow-origin')).toBe('*');
});

test.each([
  ['no boundary', 'multipart/form-data', 'x'],
  [
    'a cut body',
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="apikey"\r\n\r\ntest',
  ],
  ['no form at all', 'multipart/form-data; boundary=b', '\u0000\u0001\u0002'],
  ['an empty body', 'multipart/form-data; boundary=b', ''],
])('form data with %s is a 400', async (_name, type, body) => {
  const answer = await call(`${gateway.url}/multipart/start`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  expect(answer.status).toBe(400);
  expect(answer.json.error).toEqual(expect.any(String));
});

test('a form with a file or with hundreds of fields is a 400', async () => {
  const form = new FormData();
  form.append('apikey', new Blob(['x']), 'x.bin');
  const withFile = await call(`${gateway.url}/multipart/start`, { method: 'POST', body: form });
  expect(withFile.status).toBe(400);
  const many = Array.from({ length: 500 }, (_, n): [string, string] => [`f${n}`, 'x']);
  expect((await postForm(`${gateway.url}/multipart/start`, many)).status).toBe(400);
});
