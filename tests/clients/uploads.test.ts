import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { objectUrl } from '../../server/gateway/s3/object-url.ts';
import { type ClientHarness, expectBytes, openClients, policyOf, storedRecord } from './client-harness.ts';

const MIB = 1024 ** 2;
const clientNames = ['filestack-js-4', 'filestack-js-0', 'ours'] as const;

let harness: ClientHarness;
beforeAll(async () => {
  harness = await openClients();
});
afterAll(() => harness.close());

const isPubliclyReadable = async (key: string): Promise<boolean> =>
  (await fetch(objectUrl(harness.endpoint.s3, key))).ok;

describe.each(clientNames)('%s in a page', (client) => {
  test.each([
    ['12 MiB, without security', 12 * MIB, false],
    ['12 MiB, with security', 12 * MIB, true],
    ['1 byte, without security', 1, false],
    ['1 byte, with security', 1, true],
  ])('stores %s', async (_name, sizeBytes, isSecured) => {
    const file = harness.addFile(sizeBytes);
    const name = 'a b+c & ü.bin';
    const outcome = await harness.drive(client, {
      action: 'upload',
      files: [{ url: file.url, name, type: 'application/x-test' }],
      options: { path: harness.folder },
      ...(isSecured && { security: policyOf({ maxSize: 12 * MIB, call: ['pick', 'store'] }) }),
    });
    const record = await storedRecord(harness, outcome);
    expect(record).toMatchObject({ filename: name, mimetype: 'application/x-test', sizeBytes });
    const { handle, key, container } = record;
    expect(outcome.files).toMatchObject([
      { handle, key, container, size: sizeBytes, mimetype: 'application/x-test', status: 'Stored' },
    ]);
    await expectBytes(harness, key, file.bytes);
  });

  test.each<[string, () => Record<string, unknown>, (key: string) => void | Promise<void>]>([
    ['location', () => ({ location: 's3' }), () => undefined],
    ['location in capitals', () => ({ location: 'S3' }), () => undefined],
    ['container', () => ({ container: harness.endpoint.s3.bucket }), () => undefined],
    ['region', () => ({ region: harness.endpoint.s3.region }), () => undefined],
    [
      'path of a folder',
      () => ({ path: `/${harness.folder}in/` }),
      (key) => expect(key).toMatch(new RegExp(`^${harness.folder}in/[A-Za-z0-9]{20}_n\\.bin$`)),
    ],
    [
      'path of a key',
      () => ({ path: `${harness.folder}${client}.bin` }),
      (key) => expect(key).toBe(`${harness.folder}${client}.bin`),
    ],
    [
      'public access',
      () => ({ access: 'public' }),
      async (key) => expect(await isPubliclyReadable(key)).toBe(true),
    ],
    [
      'private access',
      () => ({ access: 'private' }),
      async (key) => expect(await isPubliclyReadable(key)).toBe(false),
    ],
  ])('stores with the option %s', async (_name, options, check) => {
    const file = harness.addFile(2);
    const outcome = await harness.drive(client, {
      action: 'upload',
      files: [{ url: file.url, name: 'n.bin', type: '' }],
      options: { path: harness.folder, ...options() },
    });
    const { key } = await storedRecord(harness, outcome);
    await expectBytes(harness, key, file.bytes);
    await check(key);
  });
});

describe('filestack-js-4, unmodified,', () => {
  test('passes workflows, tags and alt text, and gets them back', async () => {
    const file = harness.addFile(2);
    const tags = { season: 'winter' };
    const outcome = await harness.drive('filestack-js-4', {
      action: 'upload',
      files: [{ url: file.url, name: 'n.bin', type: '' }],
      options: {
        path: harness.folder,
        workflows: ['workflow-1'],
        altText: 'a picture',
      },
      tags,
    });
    expect(await storedRecord(harness, outcome)).toMatchObject({ uploadTags: tags });
    expect(outcome.files).toMatchObject([{ uploadTags: tags, alt: 'a picture' }]);
    expect(JSON.stringify(outcome.files[0]?.['workflows'])).toContain('workflow-1');
  });

  test('uploads several files side by side', async () => {
    const files = [harness.addFile(6 * MIB + 1), harness.addFile(1), harness.addFile(MIB)];
    const outcome = await harness.drive('filestack-js-4', {
      action: 'multiupload',
      files: files.map(({ url }, index) => ({ url, name: `${index}.bin`, type: '' })),
      options: { path: harness.folder },
    });
    expect(outcome.files.map(({ status }) => status)).toEqual(['Stored', 'Stored', 'Stored']);
    for (const [index, { bytes }] of files.entries()) {
      await expectBytes(harness, String(outcome.files[index]?.['key']), bytes);
    }
  });
});

describe('filestack-js-0, unmodified,', () => {
  test('stores an empty file', async () => {
    const outcome = await harness.drive('filestack-js-0', {
      action: 'upload',
      files: [{ url: harness.addFile(0).url, name: 'empty.bin', type: '' }],
      options: { path: harness.folder },
    });
    await expectBytes(harness, (await storedRecord(harness, outcome)).key, Buffer.alloc(0));
  });
});
