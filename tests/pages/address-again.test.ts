import { mkdtempSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newJobId } from '../../lib/engine/testing/sample-job.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import { expectStored, type Harness, startHarness } from '../e2e/harness.ts';
import { CDN_HOST, fileOf, type PictureSite, startPictureSite } from '../e2e/pages/site.ts';
import { builtExtensionDir } from '../faults/bench.ts';
import { endWorker } from '../faults/end-worker.ts';
import { rowOf } from '../faults/rows.ts';
import { copyPermitted } from '../permitted-extension.ts';
import { seedHistory, storedJob } from './seeded-history.ts';

let extensionDir: string;
let site: PictureSite;
let harness: Harness;
let page: Page;
/** Uploads that failed for good days ago, with the address that they came from. */
const [served, gone] = [newJobId(), newJobId()];

/** Addresses may hold secrets: of what was stored or cancelled they are forgotten, of what has failed they are kept. */
function failedJob(id: typeof served, path: string) {
  const error = { code: 'timeout', message: '', details: {} } as const;
  return storedJob(1, {
    id,
    name: path.slice(1),
    webSource: { kind: 'file', url: site.url(CDN_HOST, path), pageUrl: '' },
    state: { name: 'failed', error, canRetry: false, atMs: 2 },
  });
}

beforeAll(async () => {
  extensionDir = mkdtempSync(join(tmpdir(), 's3-uploader-extension-'));
  copyPermitted(builtExtensionDir, extensionDir, [`http://${CDN_HOST}/*`]);
  site = await startPictureSite();
  harness = await startHarness({ extensionDir, args: site.browserArgs });
  const first = await harness.openPage('uploads.html');
  // The background has made its database by then.
  await readSnapshot(first);
  await endWorker(harness.extension);
  await seedHistory(first, [failedJob(served, '/photo.jpg'), failedJob(gone, '/missing.png')]);
  await first.close();
  page = await harness.openPage('uploads.html');
  await page.waitForSelector('[data-job]');
  await harness.configure();
});
afterAll(async () => {
  await harness.close();
  await site.close();
  rmSync(extensionDir, { recursive: true });
});

/** Does something that begins an upload. @returns the id of its row, which is above all others */
async function begun(act: () => Promise<unknown>): Promise<string> {
  const top = () => page.evaluate(() => document.querySelector('[data-job]')?.getAttribute('data-job'));
  const before = await top();
  await act();
  await expect.poll(top, { timeout: 10_000 }).not.toBe(before);
  return (await top()) ?? '';
}

const pressAgain = (id: string) =>
  page.locator(`[data-job="${id}"] ::-p-aria([name="Upload again"][role="button"])`).click();

/** States that an upload is stored with the bytes of a file of the site. @returns where it is */
async function storedAs(id: string, name: string): Promise<string | undefined> {
  await rowOf(page, id).shows(['succeeded', 'failed', 'cancelled']);
  const job = (await readSnapshot(page)).jobs.find((one) => one.id === id);
  if (job === undefined) throw new Error('the row has vanished');
  await expectStored(harness, job, fileOf(name));
  return job.file?.key;
}

test('what came from an address and failed says that it is fetched again, and is stored with the same bytes', async () => {
  await rowOf(page, served).says(/Upload it again: it is fetched from its address/);
  const again = await begun(() => pressAgain(served));
  await storedAs(again, 'photo.jpg');
  expect(site.asked.filter(({ path }) => path === '/photo.jpg')).toHaveLength(1);
  await rowOf(page, served).shows('failed');
});

test('what is at its address no more is not stored, and its row says why and can be tried again', async () => {
  const again = await begun(() => pressAgain(gone));
  await rowOf(page, again).shows('failed');
  expect(await rowOf(page, again).says(/404/)).toContain('Try again');
});

test('what came from an address and is stored asks for its file, and is stored once more with the same bytes', async () => {
  await page.locator('::-p-aria([name="Upload from an address"])').click();
  const first = await begun(async () => {
    const address = site.url(CDN_HOST, '/named-photo.jpg');
    await page.locator('::-p-aria([name="Address of the file"][role="textbox"])').fill(address);
    await page.keyboard.press('Enter');
  });
  const key = await storedAs(first, 'photo.jpg');
  const path = join(harness.workDir, 'named-photo.jpg');
  await copyFile(fileOf('photo.jpg'), path);
  const second = await begun(async () => {
    const asked = page.waitForFileChooser();
    await pressAgain(first);
    await (await asked).accept([path]);
  });
  expect(await storedAs(second, 'photo.jpg')).not.toBe(key);
  expect(await storedAs(first, 'photo.jpg')).toBe(key);
  expect(site.asked.filter((asked) => asked.path === '/named-photo.jpg')).toHaveLength(1);
});
