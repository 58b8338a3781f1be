import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gateway, startGateway } from '../../server/gateway/gateway.ts';
import { openTestEndpoint, type TestEndpoint } from '../s3/test-endpoint.ts';
import {
  call,
  complete,
  md5,
  PART_BYTES,
  postJson,
  readBack,
  sampleBytes,
  sendAllParts,
  sendPart,
  start,
  uploadWhole,
} from './gateway-client.ts';

let endpoint: TestEndpoint;
let gateway: Gateway;
const small = Buffer.from('hello');
const twelveMiB = sampleBytes(12 * 1024 * 1024);

beforeAll(async () => {
  endpoint = await openTestEndpoint();
  gateway = await startGateway({ s3: endpoint.s3, apiKey: 'test-key' });
});
afterAll(async () => {
  await gateway.close();
  await endpoint.close();
});

describe('an upload in the JSON dialect', () => {
  test.each([
    ['1 byte', 1],
    ['one part', PART_BYTES],
    ['one part and a byte', PART_BYTES + 1],
    ['12 MiB', twelveMiB.length],
  ])('stores %s and gives it back equal', async (_name, sizeBytes) => {
    const data = twelveMiB.subarray(0, sizeBytes);
    const { status, json } = await uploadWhole(gateway.url, data, {
      filename: 'a b.bin',
      mimetype: 'image/png',
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      filename: 'a b.bin',
      size: sizeBytes,
      mimetype: 'image/png',
      status: 'Stored',
    });
    expect(json.handle).toMatch(/^[A-Za-z0-9]{20}$/);
    expect(json.url).toBe(`${gateway.url}/${json.handle}`);
    expect(json.container).toBe(endpoint.s3.bucket);
    expect(json.key).toMatch(/^[A-Za-z0-9]{20}_a b\.bin$/);
    expect((await readBack(json.url)).equals(data)).toBe(true);
  });

  test('answers start with the four fields that clients ask for, all text', async () => {
    const { started } = await start(gateway.url, small);
    expect(started.headers.get('content-type')).toBe('application/json');
    expect(started.headers.get('access-control-allow-origin')).toBe('*');
    expect(Object.keys(started.json).sort()).toEqual(['location_url', 'region', 'upload_id', 'uri']);
    for (const value of Object.values(started.json)) expect(value).toEqual(expect.any(String));
    expect(started.json.location_url).toBe(gateway.url);
  });

  test('keeps type and name with the object', async () => {
    const { json } = await uploadWhole(gateway.url, small, {
      filename: 'Grüße "1".txt',
      mimetype: 'text/plain',
    });
    const response = await fetch(json.url);
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(response.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%221%22.txt",
    );
  });

  test.each([
    ['a folder', 'up/', /^up\/[A-Za-z0-9]{20}_a\.bin$/],
    ['a folder with a leading slash', '/up/deep/', /^up\/deep\/[A-Za-z0-9]{20}_a\.bin$/],
    ['a key', '/up/named.bin', /^up\/named\.bin$/],
    [
      'an awkward key',
      `p/ +&?#%41%2F"<é😀>'\\|*()[]{}^~!$;:@=,`,
      /^p\/ \+&\?#%41%2F"<é😀>'\\\|\*\(\)\[\]\{\}\^~!\$;:@=,$/,
    ],
  ])('takes path as %s', async (_name, path, expected) => {
    const { json } = await uploadWhole(gateway.url, small, { store: { path } });
    expect(json.key).toMatch(expected);
    expect((await readBack(json.url)).equals(small)).toBe(true);
  });

  test.each([
    '../../etc/passwd',
    'a b#c?.bin',
    '名前.txt',
    'a\u0000\nb',
    '\ud800half',
    'two  spaces',
    '<Error><Code>x</Code></Error>',
    '.',
    `${'x'.repeat(250)}.bin`,
  ])('stores a file named %j', async (filename) => {
    const { status, json } = await uploadWhole(gateway.url, small, { filename });
    expect(status).toBe(200);
    expect(json.key).not.toContain('/');
    expect((await readBack(json.url)).equals(small)).toBe(true);
  });

  test('passes tags and workflows through', async () => {
    const upload = await start(gateway.url, small, { store: { workflows: ['wf1', { id: 'wf2' }] } });
    await sendAllParts(gateway.url, upload, small);
    const { json } = await complete(gateway.url, upload, { upload_tags: { t1: 'v1' } });
    expect(json).toMatchObject({ upload_tags: { t1: 'v1' }, workflows: ['wf1', { id: 'wf2' }] });
  });

  test('lets S3 refuse bytes that are not those of the MD5', async () => {
    const upload = await start(gateway.url, small);
    const { json } = await postJson(`${gateway.url}/multipart/upload`, {
      ...upload.common,
      part: 1,
      size: 5,
      md5: md5(small),
    });
    expect(json.headers).toEqual({ 'Content-MD5': md5(small) });
    const wrong = await fetch(json.url, { method: 'PUT', headers: json.headers, body: 'hellO' });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('BadDigest');
    const other = { 'Content-MD5': md5(Buffer.from('hellO')) };
    expect((await fetch(json.url, { method: 'PUT', headers: other, body: 'hellO' })).status).toBe(403);
    expect((await fetch(json.url, { method: 'PUT', headers: json.headers, body: small })).status).toBe(200);
  });

  test('works without MD5 and with the same part sent twice', async () => {
    const upload = await start(gateway.url, small);
    const { json } = await postJson(`${gateway.url}/multipart/upload`, {
      ...upload.common,
      part: 1,
      size: 5,
    });
    expect(json.headers).toEqual({});
    await fetch(json.url, { method: 'PUT', body: 'wrong' });
    await fetch(json.url, { method: 'PUT', body: small });
    const done = await complete(gateway.url, upload, { parts: [{ part_number: 1, etag: null }] });
    expect((await readBack(done.json.url)).equals(small)).toBe(true);
  });
});

describe('complete', () => {
  test('refuses parts that are missing, whatever the client lists', async () => {
    const upload = await start(gateway.url, twelveMiB);
    expect((await complete(gateway.url, upload, { parts: undefined })).status).toBe(400);
    await sendPart(gateway.url, upload, 1, twelveMiB.subarray(0, PART_BYTES));
    await sendPart(gateway.url, upload, 3, twelveMiB.subarray(2 * PART_BYTES));
    const [first, third] = upload.parts;
    for (const parts of [
      undefined,
      [],
      [first],
      upload.parts,
      [first, { part_number: 2, etag: '"x"' }, third],
    ]) {
      const answer = await complete(gateway.url, upload, { parts });
      expect(answer.status).toBe(400);
      expect(answer.json.error).toMatch(/Parts (missing|not listed)/);
    }
    await sendPart(gateway.url, upload, 2, twelveMiB.subarray(PART_BYTES, 2 * PART_BYTES));
    const done = await complete(gateway.url, upload);
    expect(done.status).toBe(200);
    expect((await readBack(done.json.url)).equals(twelveMiB)).toBe(true);
  });

  test('refuses a wrong ETag, a wrong size and a first part under 5 MiB', async () => {
    const upload = await start(gateway.url, small);
    await sendPart(gateway.url, upload, 1, small.subarray(0, 2));
    await sendPart(gateway.url, upload, 2, small.subarray(2));
    const wrong = upload.parts.map((part) => ({ ...part, etag: '"d41d8cd98f00b204e9800998ecf8427e"' }));
    expect((await complete(gateway.url, upload, { parts: wrong })).json.error).toMatch(/Wrong ETag/);
    expect((await complete(gateway.url, upload, { size: 4 })).json.error).toMatch(/size is 4/);
    const answer = await complete(gateway.url, upload);
    expect(answer.status).toBe(400);
    expect(answer.json.error).toMatch(/5 MiB/);
  });

  test('gives the same answer again, also at the same time and in another gateway', async () => {
    const other = await startGateway({ s3: endpoint.s3, apiKey: 'test-key', publicUrl: gateway.url });
    try {
      const upload = await start(gateway.url, small);
      await sendAllParts(gateway.url, upload, small);
      const answers = await Promise.all(
        [gateway.url, other.url, gateway.url, other.url].map((url) => complete(url, upload)),
      );
      answers.push(
        await complete(other.url, upload),
        await complete(gateway.url, upload, { parts: undefined }),
      );
      expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
      for (const answer of answers) expect(answer.json).toEqual(answers[0]?.json);
    } finally {
      await other.close();
    }
  });

  test('answers 202 when it takes longer than a worker may wait, and the result to the same call again', async () => {
    const impatient = await startGateway({ s3: endpoint.s3, apiKey: 'test-key', completeWaitMs: 0 });
    try {
      const upload = await start(impatient.url, small);
      await sendAllParts(impatient.url, upload, small);
      expect((await complete(impatient.url, upload)).status).toBe(202);
      await expect.poll(() => complete(gateway.url, upload)).toMatchObject({ status: 200 });
    } finally {
      await impatient.close();
    }
  });

  test('does not show the bytes of a later upload to the same key under the earlier handle', async () => {
    const store = { path: 'same/key.txt' };
    const first = await uploadWhole(gateway.url, small, { store });
    const second = await uploadWhole(gateway.url, Buffer.from('other'), {
      store: { ...store, access: 'private' },
    });
    expect(first.json.handle).not.toBe(second.json.handle);
    const answer = await call(first.json.url);
    expect(answer.status).toBe(404);
    expect(answer.json.error).toMatch(/replaced/);
  });
});
