import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chooseFiles } from '../../scripts/uploads.ts';
import { apiKey, expectStored, type Harness, startHarness, waitForEnd } from './harness.ts';

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  page = await harness.openPage('options.html');
  return () => page.close();
});

const field = (label: string) => `::-p-aria([name="${label}"][role="textbox"])`;
const choice = (label: string) => `::-p-aria([name="${label}"][role="combobox"])`;
const save = () => page.locator('::-p-aria([name="Save"][role="button"])').click();
const stored = () => page.evaluate('browser.storage.local.get()');
const textOf = async (role: 'alert' | 'status') => {
  const selector = `form [role=${role}]`;
  const text = await page.waitForFunction(
    (query: string) => document.querySelector(query)?.textContent || undefined,
    {},
    selector,
  );
  return await text.jsonValue();
};

test('Filestack is the default, and nothing is stored before the first save', async () => {
  await page.waitForSelector(field('API key'));
  const value = await page.$eval(field('API address'), (input) => (input as HTMLInputElement).value);
  expect(value).toBe('https://upload.filestackapi.com');
  expect(await stored()).toEqual({});
});

test('an API address that keys must not go to is not saved', async () => {
  for (const address of ['http://example.com', 'javascript:alert(1)', 'https://user:word@example.com']) {
    await page.locator(field('API address')).fill(address);
    await save();
    expect(await textOf('alert')).toContain('must begin with https://');
  }
  expect(await stored()).toEqual({});
});

test('a policy without a signature is not saved', async () => {
  await page.locator(field('Policy')).fill('eyJleHBpcnkiOjF9');
  await save();
  expect(await textOf('alert')).toContain('Policy and signature belong together');
  expect(await stored()).toEqual({});
});

test('what is saved is used by the next upload and shown when the page opens again', async () => {
  await page.locator(field('API key')).fill(` ${apiKey} `);
  await page.locator(field('API address')).fill(`${harness.backend.gatewayUrl}/`);
  await page.locator(choice('Location')).fill('s3');
  await page.locator(field('Path')).fill('from options/');
  await page.locator(field('Container')).fill(harness.backend.s3.bucket);
  await page.locator(field('Region')).fill(harness.backend.s3.region);
  await page.locator(choice('Access')).fill('public');
  await save();
  expect(await textOf('status')).toBe('Saved.');

  const popup = await harness.openPage('popup.html');
  const path = await harness.makeFile('configured.bin', 100);
  await chooseFiles(popup, [path]);
  const job = await waitForEnd(popup, 'configured.bin');
  await expectStored(harness, job, path);
  expect(job.file?.key).toMatch(/^from options\//);
  await popup.close();

  await page.reload();
  await page.waitForSelector(field('API key'));
  expect(await page.$eval(field('API key'), (input) => (input as HTMLInputElement).value)).toBe(apiKey);
  expect(await page.$eval(choice('Access'), (input) => (input as HTMLSelectElement).value)).toBe('public');
});
