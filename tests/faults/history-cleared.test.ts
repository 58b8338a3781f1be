import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { expect, test } from 'vitest';
import { parse } from '../../lib/protocol/parse.ts';
import { settingsSchema } from '../../lib/protocol/settings.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import { MIB } from './bench.ts';
import { expectStoredOnce } from './expect-stored.ts';
import { isPutFrom } from './fault.ts';
import { chooseFile } from './rows.ts';
import { useScene } from './scene.ts';

const scene = useScene();

const noticeOf = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('.notice')].find((notice) =>
      notice.textContent?.includes('has cleared the list of uploads'),
    ),
  );

/** Presses "OK", and sees that the notice stays away. */
async function dismiss(page: Page): Promise<void> {
  await page.locator('::-p-aria([name="OK"][role="button"])').click();
  const isGone = () => !document.body.textContent?.includes('has cleared the list of uploads');
  await page.waitForFunction(isGone, { polling: 50 });
  expect((await readSnapshot(page)).isHistoryCleared).toBe(false);
}

const settingsIn = async (page: Page) =>
  parse(
    settingsSchema,
    await page.evaluate('browser.storage.local.get("settings").then(({ settings }) => settings)'),
    'the settings',
  );

/** Deletes what the browser deletes for an origin: IndexedDB, caches, not the storage of extensions. */
async function clearSiteData(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  const origin = await page.evaluate(() => location.origin);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb,cache_storage' });
  await session.detach();
}

test('Q5: a database that was deleted between two runs begins anew; settings hold, and the loss is told once', async () => {
  const { bench } = scene;
  const file = await scene.choose('q5.bin', 100);
  await file.isStored();
  const settings = await settingsIn(scene.page);
  await bench.stopBrowser('quit');
  await rm(join(bench.harness.workDir, 'profile/Default/IndexedDB'), { recursive: true });
  await bench.startBrowser();

  const page = await scene.reopen();
  await noticeOf(page);
  expect((await readSnapshot(page)).jobs).toEqual([]);
  expect(await settingsIn(page)).toEqual(settings);
  await dismiss(page);
  const path = await bench.makeFile('q5 next.bin', 6 * MIB);
  await expectStoredOnce(bench, page, await chooseFile(page, path), path);
  await bench.killWorker();
  expect((await readSnapshot(page)).isHistoryCleared).toBe(false);
});

test('Q5 Q6: a database that is cleared during an upload is told of, and no wrong byte is stored', async () => {
  const { page, proxy } = scene;
  const hold = proxy.holdAll(isPutFrom(2), 'forward');
  // More parts than can be on the wire and read ahead, so that some of the copy is still to be read.
  const file = await scene.choose('q6.bin', 61 * MIB);
  await hold.arrived;
  await clearSiteData(page);
  hold.release();
  await noticeOf(page);
  // The copy of the file is gone with the database. It might be the disk's passing trouble: asked for only at the next try.
  await file.row.waitsFor('disk');
  await file.row.press('Try now');
  await file.row.waitsFor('file');
  await file.isNotStored();
  await (await page.waitForSelector(`${file.row.selector} input[type=file]`))?.uploadFile(file.path);
  await file.isStored();
  await dismiss(page);
});

test('Q6: clearing while nothing runs is told at the next start of the worker', async () => {
  const { bench, page } = scene;
  const file = await scene.choose('q6 idle.bin', 100);
  await file.isStored();
  await clearSiteData(page);
  await bench.killWorker();
  const again = await scene.reopen();
  await noticeOf(again);
  expect((await readSnapshot(again)).jobs).toEqual([]);
  await dismiss(again);
});

test('Q6: the browser has granted storage that it does not take back when the disk runs full', async () => {
  const { page } = scene;
  const isGranted = await page.evaluate(
    'browser.permissions.contains({ permissions: ["unlimitedStorage"] })',
  );
  expect(isGranted).toBe(true);
});
