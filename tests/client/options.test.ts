import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ClientConfig, init } from '../../lib/client/init.ts';
import type { ClientStoreOptions } from '../../lib/client/store-options.ts';
import type { ClientUploadOptions } from '../../lib/client/upload-options.ts';
import { mostAtOnce } from '../faults/judge.ts';
import { sampleBytes } from '../gateway/gateway-client.ts';
import { type ClientBench, openClientBench } from './client-bench.ts';

const MIB = 1024 ** 2;
const file = new File(['x'], 'a.bin');

let bench: ClientBench;
beforeAll(async () => {
  bench = await openClientBench();
});
afterEach(() => bench.proxy.reset());
afterAll(() => bench.close());

const refused = (message: RegExp) => ({
  name: 'UploadError',
  code: 'limit',
  details: { step: 'options' },
  message: expect.stringMatching(message),
});

describe('an option out of its range rejects with the range, and nothing is asked:', () => {
  test.each<[string, unknown, RegExp]>([
    ['partSize', { partSize: 5 * MIB - 1 }, /partSize.* from 5242880 to 5368709120/],
    ['maxConcurrentUploads', { maxConcurrentUploads: 21 }, /maxConcurrentUploads.* from 1 to 20/],
    ['retries', { retryOptions: { retries: 21 } }, /retries.* from 0 to 20/],
    ['factor', { retryOptions: { factor: 0.5 } }, /factor.* from 1 to 10/],
    ['minTimeout', { retryOptions: { minTimeout: 0 } }, /minTimeout.* from 1 to 600000/],
    ['maxTimeout', { retryOptions: { maxTimeout: 600_001 } }, /maxTimeout.* from 1 to 600000/],
    ['timeout', { timeout: 999 }, /timeout.* from 1000 to 3600000/],
    ['progressInterval', { progressInterval: 0 }, /progressInterval.* from 1 to 600000/],
    ['a part of a ms', { progressInterval: 1.5 }, /progressInterval.* whole number/],
    ['a number as text', { timeout: '5000' }, /timeout/],
    ['eleven tags', { tags: Object.fromEntries([...'abcdefghijk'].map((t) => [t, 't'])) }, /at most 10 tags/],
    ['a long tag', { tags: { a: 'x'.repeat(257) } }, /at most 256 characters/],
    ['a callback that is none', { onProgress: true }, /onProgress: must be a function/],
    ['a token that is none', { token: 1 }, /token must be an object/],
    ['an option that is not there', { partsize: 1 }, /partsize: there is no such option/],
  ])('%s', async (_title, options, message) => {
    const upload = bench.client.upload(file, options as ClientUploadOptions);
    await expect(upload).rejects.toMatchObject(refused(message));
    expect(bench.asked('start')).toEqual([]);
  });

  test.each<[string, unknown, RegExp]>([
    ['location', { location: 'moon' }, /location/],
    ['access', { access: 'secret' }, /access/],
    ['altText', { altText: 'x'.repeat(126) }, /at most 125 characters/],
    ['21 workflows', { workflows: Array.from({ length: 21 }, () => 'w') }, /at most 20 workflows/],
    ['mimetype', { mimetype: 'x'.repeat(256) }, /at most 255 characters/],
    ['filename', { filename: 1 }, /filename/],
    ['sanitizer', { sanitizer: 'yes' }, /sanitizer: must be true, false or/],
    ['base64decode', { base64decode: 'yes' }, /base64decode: must be true or false/],
    ['tags', { tags: { a: 1 } }, /tags.a: must be a text/],
    ['an option that is not there', { bucket: 'b' }, /bucket: there is no such option/],
  ])('%s of the store', async (_title, options, message) => {
    const upload = bench.client.upload(file, {}, options as ClientStoreOptions);
    await expect(upload).rejects.toMatchObject(refused(message));
    expect(bench.asked('start')).toEqual([]);
  });

  test.each<[string, string, unknown, RegExp]>([
    ['an empty key', '', {}, /apiKey/],
    ['http beyond this machine', 'k', { apiUrl: 'http://host.example' }, /apiUrl: must be https/],
    ['a policy without its signature', 'k', { policy: 'p' }, /policy and signature come together/],
    ['a setting that is not there', 'k', { cname: 'c' }, /cname: there is no such option/],
  ])('%s', (_title, key, config, message) => {
    expect(() => init(key, config as ClientConfig)).toThrow(expect.objectContaining(refused(message)));
  });

  test.each([
    ['a number', 1],
    ['nothing', undefined],
    ['text that is no base64', 'hello, world!'],
    ['a torn address', 'data:a'],
  ])('%s is no file', async (_title, input) => {
    const upload = bench.client.upload(input as unknown as string);
    await expect(upload).rejects.toMatchObject(refused(/./));
  });
});

test('an option that is undefined, null or empty text counts as not given', async () => {
  const store = { path: '', region: undefined, altText: null } as unknown as ClientStoreOptions;
  await bench.client.upload(file, {}, store);
  expect(bench.asked('start')[0]?.sent).toMatchObject({ store: { location: 's3' } });
  expect(Object.keys(bench.asked('start')[0]?.sent['store'] ?? {})).toEqual(['location']);
});

test('parts have the size that is asked for', async () => {
  await bench.client.upload(sampleBytes(13 * MIB), { partSize: 6 * MIB });
  const sizes = bench.asked('upload').map(({ part, sent }) => [part, sent['size']]);
  expect(sizes.sort()).toEqual([
    [1, 6 * MIB],
    [2, 6 * MIB],
    [3, MIB],
  ]);
});

test.each([1, 3])(
  '%i parts are on the wire at once when so many are allowed',
  async (maxConcurrentUploads) => {
    const hold = bench.proxy.holdAll({ step: 'put' }, 'forward');
    const upload = bench.client.upload(sampleBytes(20 * MIB), { maxConcurrentUploads });
    await bench.proxy.history.until(
      () => bench.asked('put').length >= maxConcurrentUploads,
      `${maxConcurrentUploads} parts`,
    );
    await new Promise((later) => setTimeout(later, 100));
    expect(bench.asked('put')).toHaveLength(maxConcurrentUploads);
    hold.release();
    await upload;
    expect(mostAtOnce(bench.proxy.history.exchanges, 'put')).toBe(maxConcurrentUploads);
  },
);

test('without the integrity check no MD5 is sent, with it each part has its own', async () => {
  const bytes = sampleBytes(6 * MIB);
  const stored = await bench.client.upload(bytes, { disableIntegrityCheck: true });
  expect(await bench.isStored(stored, bytes)).toBe(true);
  expect(bench.asked('upload').some(({ sent }) => 'md5' in sent)).toBe(false);
  expect(bench.asked('put').some(({ headers }) => 'content-md5' in headers)).toBe(false);
  await bench.client.upload(bytes);
  const checked = bench.asked('upload').filter(({ sent }) => 'md5' in sent);
  expect(checked).toHaveLength(2);
});

describe('the name and the type of a file', () => {
  const sent = () => bench.asked('start')[0]?.sent ?? {};

  test.each<[string, string | undefined, ClientStoreOptions, string]>([
    ['is sanitised', 'a#b [1]".t#t', {}, 'a-b -1--.t#t'],
    ['is left as it is when the sanitiser is off', 'a#b.txt', { sanitizer: false }, 'a#b.txt'],
    [
      'is sanitised by an own list',
      'a#b c.txt',
      { sanitizer: { exclude: [' '], replacement: '_' } },
      'a#b_c.txt',
    ],
    ['is the one that is given', 'a.txt', { filename: 'b%.txt' }, 'b-.txt'],
    [
      'is what a function makes of it',
      'a.txt',
      { filename: ({ name, size }) => `${size}-${name}` },
      '1-a.txt',
    ],
    ['is `unnamed` when there is none', undefined, {}, 'unnamed'],
  ])('the name %s', async (_title, name, options, expected) => {
    const input = name === undefined ? new Blob(['x']) : new File(['x'], name);
    const stored = await bench.client.upload(input, {}, options);
    expect(sent()).toMatchObject({ filename: expected });
    expect(stored.filename).toBe(expected);
  });

  test.each<[string, File, ClientStoreOptions, string]>([
    ['is the one that is given', new File(['x'], 'a.png', { type: 'a/b' }), { mimetype: 'c/d' }, 'c/d'],
    ['is else the one of the File', new File(['x'], 'a.png', { type: 'a/b' }), {}, 'a/b'],
    ['is else told by the bytes', new File(['GIF89a'], 'a.png'), {}, 'image/gif'],
    ['is else told by the name', new File(['x'], 'a.css'), {}, 'text/css'],
    ['is else text', new File(['x'], 'a'), {}, 'text/plain'],
    ['is else unknown', new File([new Uint8Array([0xff, 0xfe, 0x80])], 'a'), {}, 'application/octet-stream'],
  ])('the type %s', async (_title, input, options, expected) => {
    const stored = await bench.client.upload(input, {}, options);
    expect(sent()).toMatchObject({ mimetype: expected });
    expect(stored.mimetype).toBe(expected);
  });
});

test('base64decode and tags for the store are told in every call', async () => {
  const options = { base64decode: true, tags: { season: 'winter' } };
  await bench.client.upload(file, {}, options);
  for (const step of ['start', 'upload', 'complete'] as const)
    expect(bench.asked(step)[0]?.sent['store']).toEqual({ location: 's3', ...options });
  expect(bench.asked('complete')[0]?.sent).not.toHaveProperty('upload_tags');
});

test('only a file that is decoded may be stored with another size than was sent', async () => {
  const edit = (answer: object) => ({ ...answer, size: 3 });
  bench.proxy.inject({ match: { step: 'complete' }, do: { kind: 'edit', edit } });
  const encoded = new File(['YWJj'], 'a.txt');
  expect(await bench.client.upload(encoded, {}, { base64decode: true })).toMatchObject({ status: 'Stored' });
  for (const options of [{}, { base64decode: false }])
    await expect(bench.client.upload(encoded, {}, options)).rejects.toMatchObject({ code: 'integrity' });
});

test.each([
  [undefined, '/a.bin'],
  ['folder', 'folder/a.bin'],
  ['folder/', 'folder/a.bin'],
])('with disableStorageKey the path %s becomes %s', async (path, expected) => {
  const stored = await bench.client.upload(file, {}, { disableStorageKey: true, ...(path && { path }) });
  expect(bench.asked('start')[0]?.sent).toMatchObject({ store: { path: expected } });
  expect(stored.key).toBe(expected.replace(/^\//, ''));
});
