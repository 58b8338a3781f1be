import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeBlobStore, openedStore } from '../../lib/engine/testing/blob-store-contract.ts';
import { describeJournal } from '../../lib/engine/testing/journal-contract.ts';
import { describeTransport } from '../../lib/engine/testing/transport-contract.ts';
import { type ContractPage, openContractPage } from './contract-page.ts';
import { createPageShelf } from './page-shelf.ts';
import { createPageTransport } from './page-transport.ts';
import { refusedUrl, startPutServer } from './put-server.ts';

let page: ContractPage;
beforeAll(async () => {
  page = await openContractPage();
});
afterAll(() => page?.close());

describeJournal('IndexedDB of Chromium', () => createPageShelf(page));

describeBlobStore('IndexedDB of Chromium', () => {
  const shelf = createPageShelf(page);
  return { openStore: () => openedStore(shelf.openProcess()) };
});

describeTransport('fetch of Chromium', async () => ({
  transport: createPageTransport(page, 'fetch'),
  followsRedirects: false,
  tellsBytes: false,
  open: page.server.open,
  refusedUrl: await refusedUrl(),
  close: async () => undefined,
}));

// From a page of another origin, as the extension's are to every store, and with the referrer policy of its document.
describeTransport('XMLHttpRequest of Chromium', async () => {
  const document = await openContractPage('untold');
  const store = await startPutServer();
  return {
    transport: createPageTransport(document, 'xhr'),
    followsRedirects: true,
    tellsBytes: true,
    open: store.open,
    refusedUrl: await refusedUrl(),
    async close() {
      await store.close();
      await document.close();
    },
  };
});

test('L8 I32: Chromium migrates what version 1 kept: jobs, their parts and their bytes', async () => {
  const name = crypto.randomUUID();
  const old = await page.call('layVersion1', name);
  const { journal, blobs } = createPageShelf(page, name).openProcess();
  const { jobs, quarantined, isReadOnly } = await journal.open();
  expect({ quarantined, isReadOnly }).toEqual({ quarantined: 1, isReadOnly: false });
  expect(new Set(jobs)).toEqual(new Set(old.migrated));
  expect(await journal.listParts(old.uploadingId)).toEqual(old.parts);
  expect(await (await blobs.get(old.uploadingId))?.text()).toBe(old.text);
});

test('a control call of Chromium carries no cookies and no referrer', async () => {
  const { url: location_url } = page.server.open({ status: 200 });
  const started = { uri: '/b/k', upload_id: 'i', region: 'r', location_url };
  const api = page.server.open({ status: 200, body: JSON.stringify(started) });
  expect(await page.call('startUpload', api.url)).toMatchObject({ uploadId: 'i', locationUrl: location_url });
  const { headers, bytes } = await api.first;
  expect(headers).not.toHaveProperty('cookie');
  expect(headers).not.toHaveProperty('referer');
  expect(JSON.parse(Buffer.from(bytes).toString())).toMatchObject({ apikey: 'key', filename: 'a.bin' });
});

test('A22 N11 M14: a control call of Chromium follows no redirect, with the key in its body', async () => {
  const elsewhere = page.server.open({ status: 200 });
  const api = page.server.open({ status: 307, headers: { location: elsewhere.url } });
  await expect(page.call('startUpload', api.url)).rejects.toMatchObject({ code: 'network' });
  expect(elsewhere.received).toEqual([]);
});
