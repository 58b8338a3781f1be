import { basename } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseFiles, readSnapshot } from '../../scripts/uploads.ts';
import { expectStored, type Harness, startHarness, waitForEnd } from './harness.ts';

const MIB = 1024 ** 2;
let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
  await harness.configure();
});
afterAll(() => harness.close());

test.each([
  ['1 byte', 1, 1],
  ['one byte less than a part', 5 * MIB - 1, 1],
  ['exactly one part', 5 * MIB, 1],
  ['one byte more than a part', 5 * MIB + 1, 2],
  ['13 parts', 64 * MIB, 13],
])('a file of %s, chosen in the popup, is stored byte for byte', async (title, sizeBytes, parts) => {
  const path = await harness.makeFile(`${title}.bin`, sizeBytes);
  const popup = await harness.extension.openPopup();
  await chooseFiles(popup, [path]);
  const job = await waitForEnd(popup, basename(path));
  await expectStored(harness, job, path);
  expect(job.partCount).toBe(parts);
  expect(job.storedBytes).toBe(sizeBytes);
  expect(job.file?.url).toBe(`${harness.backend.gatewayUrl}/${job.file?.handle}`);
  const row = `li[data-job="${job.id}"]`;
  expect(await popup.$eval(row, (element) => element.getAttribute('data-url'))).toBe(job.file?.url);
  await popup.close();
});

test('three files chosen together are all stored', async () => {
  const paths = await Promise.all(
    ['first.bin', 'second.bin', 'third.bin'].map((name, index) =>
      harness.makeFile(name, (11 + index) * MIB + index),
    ),
  );
  const popup = await harness.extension.openPopup();
  await chooseFiles(popup, paths);
  for (const path of paths) await expectStored(harness, await waitForEnd(popup, basename(path)), path);
  await popup.close();
});

test('files of the same name do not overwrite each other', async () => {
  const popup = await harness.extension.openPopup();
  const path = await harness.makeFile('same.bin', 10);
  await chooseFiles(popup, [path]);
  const first = await waitForEnd(popup, 'same.bin');
  await chooseFiles(popup, [path]);
  await popup.waitForFunction(() => {
    const rows = [...document.querySelectorAll('[data-state=succeeded] bdi')];
    return rows.filter((name) => name.textContent === 'same.bin').length === 2;
  });
  const keys = (await readSnapshot(popup)).jobs
    .filter(({ name }) => name === 'same.bin')
    .map(({ file }) => file?.key);
  expect(new Set(keys).size).toBe(2);
  await expectStored(harness, first, path);
  await popup.close();
});

test('an upload goes on when the popup closes at once after choosing, and shows when it opens again', async () => {
  const path = await harness.makeFile('closed early.bin', 48 * MIB);
  const popup = await harness.extension.openPopup();
  const input = await popup.waitForSelector('input[type=file]');
  // The page is gone as soon as the browser has delivered the choice.
  await popup.evaluate(() => document.addEventListener('change', () => setTimeout(() => window.close())));
  await input?.uploadFile(path);
  const closed =
    popup.isClosed() || (await new Promise((resolve) => popup.once('close', () => resolve(true))));
  expect(closed).toBe(true);

  const reopened = await harness.extension.openPopup();
  await expectStored(harness, await waitForEnd(reopened, 'closed early.bin'), path);
  await reopened.close();
});

test('an upload goes on after its worker was killed', async () => {
  const path = await harness.makeFile('killed.bin', 200 * MIB);
  const page = await harness.openPage('popup.html');
  await chooseFiles(page, [path]);
  await page.waitForFunction(() =>
    /part [1-9]/.test(document.querySelector('[data-state=uploading]')?.textContent ?? ''),
  );
  await (await harness.extension.worker()).close();
  await expectStored(harness, await waitForEnd(page, 'killed.bin'), path);
  await page.close();
});

test('a stored upload offers its link for copying and can be removed from the list', async () => {
  const path = await harness.makeFile('copied.bin', 3);
  const page = await harness.openPage('popup.html');
  await chooseFiles(page, [path]);
  const job = await waitForEnd(page, 'copied.bin');
  const row = `li[data-job="${job.id}"]`;
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text: string) => {
      document.body.dataset['copied'] = text;
    };
  });
  await page.locator(`${row} ::-p-aria([name="Copy link"][role="button"])`).click();
  await page.waitForFunction(() => document.body.dataset['copied']);
  expect(await page.$eval('body', (body) => body.dataset['copied'])).toBe(job.file?.url);
  await page.locator(`${row} ::-p-aria([name="Remove from list"][role="button"])`).click();
  await page.waitForFunction((selector: string) => document.querySelector(selector) === null, {}, row);
  await page.close();
});
