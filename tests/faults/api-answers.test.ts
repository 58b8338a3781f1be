import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from './answer.ts';
import { MIB } from './bench.ts';
import type { Step } from './history.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const steps: readonly Step[] = ['start', 'upload', 'complete'];

/** A host that must never hear of us. */
let stranger: string;
const heard: string[] = [];
const server = createServer((request, response) => {
  heard.push(`${request.method} ${request.url}`);
  response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' });
  response.end('{}');
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  stranger = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => {
  server.close();
});

const without =
  (...names: readonly string[]) =>
  (json: Json): Json =>
    Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));

test.each<readonly [string, (json: Json) => Json]>([
  ['uri', without('uri')],
  ['region', without('region')],
  ['upload_id', without('upload_id')],
  ['location_url', without('location_url')],
  ['usable upload_id: it is null', (json) => ({ ...json, upload_id: null })],
  ['usable uri: it is a number', (json) => ({ ...json, uri: 5 })],
  ['usable region: it is a list', (json) => ({ ...json, region: ['a'] })],
])('A10: a start answer without %s ends in an error, and nothing is sent on', async (title, edit) => {
  scene.proxy.inject({ match: { step: 'start' }, do: { kind: 'edit', edit } });
  const file = await scene.choose(`a10 ${title.slice(0, 9)}.bin`, 100);
  await file.row.shows('failed');
  await file.row.says(/makes no sense/);
  expect(file.calls('start').length).toBeLessThanOrEqual(2);
  expect(file.calls('upload')).toEqual([]);
  expect(scene.proxy.history.exchanges.filter(({ target }) => /undefined|null/.test(target))).toEqual([]);
});

test.each(steps)('A11: a truncated answer to %s is asked for again', async (step) => {
  scene.proxy.inject({ match: { step }, times: 1, do: { kind: 'truncate' } });
  const file = await scene.choose(`a11 ${step}.bin`, 100);
  await file.isStored();
  expect(file.calls(step)).toHaveLength(2);
});

test('A11 M15: an answer of 50 MB is not read to its end', async () => {
  scene.proxy.inject({ match: { step: 'start' }, times: 1, do: { kind: 'flood', bytes: 50e6 } });
  const file = await scene.choose('a11 flood.bin', 100);
  await file.row.shows(['succeeded', 'failed']);
  const [flood] = file.calls('start');
  expect(flood?.end).toBe('client-left');
  // What the buffers of both ends hold is sent before the client can leave.
  expect(flood?.sentBytes).toBeLessThan(25e6);
});

test.each([
  ['another host', () => `http://${stranger}`],
  ['another host without a scheme', () => `//${stranger}`],
  ['a host with a user’s name', () => `http://api@${stranger}`],
  ['a script', () => 'javascript:alert(1)'],
])('A12 M14: a start answer that sends the key to %s stops the upload', async (title, location) => {
  heard.length = 0;
  scene.proxy.inject({
    match: { step: 'start' },
    do: { kind: 'edit', edit: (json) => ({ ...json, location_url: location() }) },
  });
  const file = await scene.choose(`a12 ${title}.bin`, 100);
  await file.row.shows('failed');
  await file.row.says(/makes no sense/);
  expect(heard).toEqual([]);
});

test.each([
  ['a script', 'javascript:alert(1)'],
  ['plain http elsewhere', 'http://192.0.2.1/part'],
  ['an address with a password', 'https://user:word@127.0.0.1:9/part'],
  ['a file', 'file:///etc/passwd'],
])('A13 M14: a part is not sent to %s', async (title, url) => {
  scene.proxy.inject({ match: { step: 'upload' }, do: { kind: 'edit', edit: (json) => ({ ...json, url }) } });
  const file = await scene.choose(`a13 ${title}.bin`, 100);
  await file.row.shows('failed');
  expect(file.calls('put')).toEqual([]);
  await file.isNotStored();
});

test('A13: of the headers that an answer asks for only those of a store are sent', async () => {
  const asked = { Cookie: 'a=b', Host: 'evil.example', 'X-Evil': '1', 'Proxy-Authorization': 'x' };
  scene.proxy.inject({
    match: { step: 'upload' },
    do: {
      kind: 'edit',
      edit: (json) => ({ ...json, headers: { ...Object(json['headers']), ...asked } }),
    },
  });
  const file = await scene.choose('a13 headers.bin', 100);
  await file.isStored();
  const { headers = {} } = file.calls('put')[0] ?? {};
  expect(headers['content-md5']).toBeTruthy();
  for (const name of ['cookie', 'x-evil', 'proxy-authorization']) expect(headers[name]).toBeUndefined();
  expect(headers.host).toBe(new URL(scene.proxy.storeUrl).host);
});

test.each<readonly [string, (json: Json) => Json]>([
  ['a handle', without('handle')],
  ['an address', without('url')],
  ['an address that is a link', (json) => ({ ...json, url: 'javascript:alert(1)' })],
])('A20: a complete answer without %s gives no link and no success', async (title, edit) => {
  scene.proxy.inject({ match: { step: 'complete' }, do: { kind: 'edit', edit } });
  const file = await scene.choose(`a20 ${title}.bin`, 100);
  await file.row.shows('failed');
  expect(await scene.page.$(`${file.row.selector} a`)).toBeNull();
  expect(await file.row.hasButton('Copy link')).toBe(false);
});

test('A21: a stored size that is not the file’s is no success', async () => {
  scene.proxy.inject({
    match: { step: 'complete' },
    do: { kind: 'edit', edit: (json) => ({ ...json, size: 99 }) },
  });
  const file = await scene.choose('a21.bin', 100);
  await file.row.shows('failed');
  await file.row.says(/stored bytes are not the ones/);
  expect(await scene.page.$(`${file.row.selector} a`)).toBeNull();
});

test('A24: new fields, and numbers as text, are no fault', async () => {
  const edit = (json: Json): Json => ({
    ...json,
    brand_new: { deep: [1, null] },
    ...('size' in json && { size: String(json['size']) }),
  });
  for (const step of steps) scene.proxy.inject({ match: { step }, do: { kind: 'edit', edit } });
  const file = await scene.choose('a24.bin', 6 * MIB);
  expect((await file.isStored()).retries).toBe(0);
});

test('A16: an address that two parts are given stops the upload, and the first is not overwritten', async () => {
  const given: unknown[] = [];
  scene.proxy.inject({
    match: { step: 'upload' },
    do: {
      kind: 'edit',
      edit: (json) => {
        given.push(json['url']);
        return { ...json, url: given[0] };
      },
    },
  });
  const file = await scene.choose('a16.bin', 11 * MIB);
  await file.row.shows('failed');
  await file.row.says(/The server’s answer makes no sense/);
  expect(file.calls('put').length).toBeLessThanOrEqual(1);
  expect(file.calls('complete')).toEqual([]);
  await file.isNotStored();
});
