import type { HTTPRequest } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFileRecord } from '../../server/gateway/file-record.ts';
import { type ClientHarness, expectBytes, openClients, policyOf, storedRecord } from './client-harness.ts';

let harness: ClientHarness;
beforeAll(async () => {
  harness = await openClients();
});
afterAll(() => harness.close());

describe('filestack-js-4, unmodified,', () => {
  test.each([
    ['without security', () => undefined],
    ['with security', () => policyOf({ call: 'store' })],
  ])('stores a URL, %s', async (_name, security) => {
    const source = harness.addFile(100_000);
    const policy = security();
    const tags = { from: 'url' };
    const outcome = await harness.drive('filestack-js-4', {
      action: 'storeUrl',
      sourceUrl: source.url,
      options: { path: harness.folder, filename: 'fetched.bin', workflows: ['workflow-1'] },
      tags,
      ...(policy && { security: policy }),
    });
    const record = await storedRecord(harness, outcome);
    expect(record).toMatchObject({ filename: 'fetched.bin', uploadTags: tags, workflows: ['workflow-1'] });
    expect(outcome.files).toMatchObject([{ mimetype: 'application/x-test', uploadTags: tags }]);
    await expectBytes(harness, record.key, source.bytes);
  });

  test('is told why a URL cannot be stored', async () => {
    const order = { action: 'storeUrl', sourceUrl: 'ftp://host.example/a', options: {} } as const;
    const outcome = await harness.drive('filestack-js-4', order);
    expect(outcome).toMatchObject({ isOk: false, files: [] });
  });

  test('reads the metadata of a file and removes it', async () => {
    const security = policyOf();
    const stored = await harness.drive('filestack-js-4', {
      action: 'upload',
      security,
      files: [{ url: harness.addFile(3).url, name: 'n.bin', type: '' }],
      options: { path: harness.folder },
    });
    const { handle, key } = await storedRecord(harness, stored);

    const read = await harness.drive('filestack-js-4', { action: 'metadata', security, handle });
    expect(read).toMatchObject({ isOk: true, files: [{ size: 3, filename: 'n.bin' }] });
    const refused = await harness.drive('filestack-js-4', {
      action: 'remove',
      security: policyOf({ call: 'read' }),
      handle,
    });
    expect(refused.isOk).toBe(false);
    expect(await harness.keysUnder(key)).toEqual([key]);

    const removed = await harness.drive('filestack-js-4', { action: 'remove', security, handle });
    expect(removed.isOk).toBe(true);
    expect(await harness.keysUnder(key)).toEqual([]);
    expect(await readFileRecord(harness.s3, handle)).toBeUndefined();
  });
});

describe('filestack-js-0, unmodified but for where its requests go,', () => {
  /** Its hosts are compiled in: the browser takes the request, as it is, to the gateway instead. */
  const elsewhere =
    (gatewayUrl: string) =>
    async (request: HTTPRequest): Promise<boolean> => {
      const { origin, pathname, search } = new URL(request.url());
      if (origin !== 'https://www.filestackapi.com') return false;
      await request.continue({ url: `${gatewayUrl}${pathname}${search}` });
      return true;
    };

  test('stores a URL that it sends unencoded, and reads its metadata', async () => {
    const source = harness.addFile(100_000);
    const outcome = await harness.drive(
      'filestack-js-0',
      {
        action: 'storeUrl',
        sourceUrl: source.url,
        options: { path: harness.folder, filename: 'a b.bin', access: 'private' },
        security: policyOf(),
      },
      elsewhere(harness.securedUrl),
    );
    const record = await storedRecord(harness, outcome);
    expect(record).toMatchObject({ filename: 'a b.bin', access: 'private' });
    await expectBytes(harness, record.key, source.bytes);
    const read = await harness.drive(
      'filestack-js-0',
      { action: 'metadata', handle: record.handle, security: policyOf() },
      elsewhere(harness.securedUrl),
    );
    expect(read.files).toEqual([{ size: 100_000, filename: 'a b.bin' }]);
  });
});
