import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chooseFiles } from '../../scripts/uploads.ts';
import { type Harness, startHarness } from '../e2e/harness.ts';

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  page = await harness.openPage('uploads.html');
  return () => page.close();
});

const press = (name: string) => page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
const states = () => page.$$eval('[data-job]', (rows) => rows.map((row) => row.getAttribute('data-state')));

test('all that are selected are paused, resumed and cancelled at once', async () => {
  await harness.configure({ bandwidthLimit: 200_000 });
  const paths = await Promise.all(['a', 'b', 'c'].map((name) => harness.makeFile(`${name}.bin`, 6_000_000)));
  await chooseFiles(page, paths);
  await expect.poll(states, { timeout: 20_000 }).toEqual(['uploading', 'uploading', 'uploading']);
  await page.locator('::-p-aria([name="Select all shown (3)"][role="checkbox"])').click();
  await press('Pause selected');
  await expect.poll(states).toEqual(['paused', 'paused', 'paused']);
  await press('Resume selected');
  await expect.poll(states, { timeout: 20_000 }).toEqual(['uploading', 'uploading', 'uploading']);
  await press('Cancel selected');
  await expect.poll(states, { timeout: 20_000 }).toEqual(['cancelled', 'cancelled', 'cancelled']);
  await press('Remove selected from list');
  await expect.poll(states).toEqual([]);
});

test('the row of what was captured leads back to its page', async () => {
  await harness.configure();
  const url = 'https://news.example/today?id=1#part';
  const click = { menuItemId: 'upload-selection', selectionText: 'selected', frameId: 0 };
  const tab = { id: -1, url, title: 'Today' };
  const worker = await harness.extension.worker();
  await worker.evaluate(
    `chrome.contextMenus.onClicked.dispatch(${JSON.stringify(click)}, ${JSON.stringify(tab)})`,
  );
  const link = await page.waitForSelector('::-p-aria([name="Show its page"][role="link"])');
  expect(await link?.evaluate((anchor) => anchor.getAttribute('href'))).toBe(
    'https://news.example/today?id=1',
  );
});
