import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClientHarness, expectBytes, openClients, policyOf, storedRecord } from './client-harness.ts';

const MIB = 1024 ** 2;

let harness: ClientHarness;
beforeAll(async () => {
  harness = await openClients();
});
afterAll(() => harness.close());

test.each([
  ['a page', {}],
  ['a worker', { isInWorker: true }],
])('our client stores a file from %s, reads its metadata and removes it', async (_title, place) => {
  const file = harness.addFile(12 * MIB);
  const security = policyOf();
  const order = { files: [{ url: file.url, name: 'a#b.bin', type: '' }], options: { path: harness.folder } };
  const stored = await harness.drive('ours', { ...place, ...order, action: 'upload', security });
  const { handle, key } = await storedRecord(harness, stored);
  await expectBytes(harness, key, file.bytes);
  expect(stored.files).toMatchObject([{ filename: 'a-b.bin', size: 12 * MIB }]);
  const read = await harness.drive('ours', { ...place, action: 'metadata', security, handle });
  expect(read.files).toEqual([{ handle, size: 12 * MIB, filename: 'a-b.bin' }]);
  const removed = await harness.drive('ours', { ...place, action: 'remove', security, handle });
  expect(removed.isOk).toBe(true);
  expect(await harness.keysUnder(key)).toEqual([]);
});

test.each([
  ['a page', {}],
  ['a worker', { isInWorker: true }],
])('our client is told in %s why a file is not stored', async (_title, place) => {
  const outcome = await harness.drive('ours', {
    ...place,
    action: 'upload',
    files: [{ url: harness.addFile(3).url, name: 'n.bin', type: '' }],
    security: policyOf({ call: 'read' }),
  });
  expect(outcome).toMatchObject({ isOk: false, errors: [expect.stringMatching(/^auth start .*403: ./)] });
});
