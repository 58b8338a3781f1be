import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Client, init } from '../../lib/client/init.ts';
import { sampleBytes } from '../gateway/gateway-client.ts';
import { API_KEY, type ClientBench, openClientBench, policyOf } from './client-bench.ts';

const bytes = sampleBytes(1000);
const source = createServer((request, response) => {
  if (request.url !== '/a%20b.bin?x=1&y=2+3') response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': 'a/b' }).end(bytes);
});

let bench: ClientBench;
let secured: Client;
let sourceUrl: string;
beforeAll(async () => {
  bench = await openClientBench();
  secured = init(API_KEY, { apiUrl: bench.securedUrl, ...policyOf() });
  source.listen(0, '127.0.0.1');
  await once(source, 'listening');
  const address = source.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  sourceUrl = `http://127.0.0.1:${address.port}/a%20b.bin?x=1&y=2+3`;
});
afterEach(() => bench.proxy.reset());
afterAll(async () => {
  source.closeAllConnections();
  source.close();
  await bench.close();
});

describe('storeURL', () => {
  test('has the gateway fetch and store an address', async () => {
    const stored = await bench.client.storeURL(
      sourceUrl,
      { path: 'from/', filename: 'c.bin', access: 'private', workflows: ['w'] },
      { a: 'b' },
    );
    expect(stored).toMatchObject({
      filename: 'c.bin',
      size: 1000,
      mimetype: 'a/b',
      container: bench.endpoint.s3.bucket,
      uploadTags: { a: 'b' },
      workflows: ['w'],
    });
    expect(stored.key).toMatch(/^from\/.*_c\.bin$/);
    expect(await bench.isStored({ key: stored.key ?? '' }, bytes)).toBe(true);
  });

  test('passes on what only Filestack acts on, such as what the stored file is called', async () => {
    const options = {
      filename: 'c#.bin',
      disableStorageKey: true,
      sanitizer: { exclude: ['#'], replacement: '_' },
      tags: { a: 'b' },
    };
    await bench.client.storeURL(sourceUrl, options);
    expect(bench.proxy.history.exchanges[0]?.sent['tasks']).toEqual([{ name: 'store', params: options }]);
  });

  test('says what the server says of an option that it doesn’t offer', async () => {
    await expect(bench.client.storeURL(sourceUrl, { base64decode: true })).rejects.toMatchObject({
      code: 'rejected',
      details: { step: 'store', status: 400, serverText: 'base64decode is not offered here' },
    });
  });

  test('sends the security of the client', async () => {
    expect((await secured.storeURL(sourceUrl)).size).toBe(1000);
    const other = init(API_KEY, { apiUrl: bench.securedUrl });
    await expect(other.storeURL(sourceUrl)).rejects.toMatchObject({
      code: 'auth',
      details: { step: 'store', status: 403 },
    });
  });

  test('is asked once, whatever comes of it', async () => {
    bench.proxy.inject({ match: ({ target }) => target === '/process', do: { kind: 'status', status: 500 } });
    await expect(bench.client.storeURL(sourceUrl)).rejects.toMatchObject({
      code: 'server',
      details: { step: 'store', status: 500 },
    });
    expect(bench.proxy.history.exchanges).toHaveLength(1);
  });

  test('refuses what is no web address, and tags that are none', async () => {
    await expect(bench.client.storeURL('ftp://host.example/a')).rejects.toMatchObject({
      code: 'limit',
      details: { step: 'store' },
    });
    const tags = { a: 1 } as unknown as Record<string, string>;
    await expect(bench.client.storeURL(sourceUrl, {}, tags)).rejects.toMatchObject({ code: 'limit' });
  });

  test('is cut off by a signal', async () => {
    const stored = bench.client.storeURL(sourceUrl, {}, undefined, { signal: AbortSignal.abort() });
    await expect(stored).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('metadata and remove', () => {
  test('reads what is asked for, or all', async () => {
    const { handle } = await bench.client.upload(new File([bytes], 'm.bin'));
    expect(await bench.client.metadata(handle, { size: true, filename: true })).toEqual({
      handle,
      size: 1000,
      filename: 'm.bin',
    });
    expect(await bench.client.metadata(handle)).toMatchObject({ handle, size: 1000, writeable: true });
  });

  test('removes a file by the security of the client, or one of its own', async () => {
    const first = await secured.upload(bytes);
    const second = await secured.upload(bytes);
    await expect(secured.remove(first.handle, policyOf({ call: 'read' }))).rejects.toMatchObject({
      code: 'auth',
      details: { step: 'remove', status: 403 },
    });
    await secured.remove(first.handle);
    await init(API_KEY, { apiUrl: bench.securedUrl }).remove(second.handle, policyOf({ call: 'remove' }));
    for (const { handle } of [first, second]) {
      await expect(secured.metadata(handle)).rejects.toMatchObject({
        details: { step: 'metadata', status: 404 },
      });
    }
  });

  test('asks nothing without security, or for what is no handle', async () => {
    await expect(bench.client.remove('abcdefghij')).rejects.toMatchObject({ code: 'auth' });
    await expect(bench.client.metadata('../../multipart')).rejects.toMatchObject({ code: 'limit' });
    await expect(bench.client.metadata('abc', { colour: true } as object)).rejects.toMatchObject({
      code: 'limit',
      details: { step: 'options' },
    });
    expect(bench.proxy.history.exchanges).toEqual([]);
  });
});
