import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chooseFiles } from '../../scripts/uploads.ts';
import { apiKey, expectStored, type Harness, startHarness, waitForEnd } from './harness.ts';
import { fieldOf, optionsOf } from './options-fields.ts';

let harness: Harness;
let page: Page;
let options: ReturnType<typeof optionsOf>;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  page = await harness.openPage('options.html');
  options = optionsOf(page);
  return () => page.close();
});

const choice = (label: string) => `::-p-aria([name="${label}"][role="combobox"])`;
const stored = () => page.evaluate('browser.storage.local.get()');

test('Filestack is the default, and nothing is stored before the first change', async () => {
  await page.waitForSelector(fieldOf('API key'));
  expect(await options.valueOf('API address')).toBe('https://upload.filestackapi.com');
  expect(await stored()).not.toHaveProperty('settings');
});

test('U7: an API address that keys must not go to is told beside the field and not stored', async () => {
  for (const [address, fault] of [
    ['http://example.com', 'must begin with https://'],
    ['javascript:alert(1)', 'must begin with https://'],
    ['https://user:word@example.com', 'must not hold a name or a password'],
    ['https://example.com/api?x=1', 'Only the host'],
  ] as const) {
    await options.enter('API address', address);
    expect(await options.beside('API address')).toContain(fault);
    expect(await options.valueOf('API address')).toBe(address);
  }
  expect(await stored()).not.toHaveProperty('settings');
});

test('a policy without a signature is not stored', async () => {
  await options.enter('Policy', 'eyJleHBpcnkiOjF9');
  expect(await options.beside('Signature')).toContain('Policy and signature belong together');
  expect(await stored()).not.toHaveProperty('settings');
});

test('what is entered is stored at once, used by the next upload and shown when the page opens again', async () => {
  await options.enter('API key', ` ${apiKey} `);
  await options.enter('API address', `${harness.backend.gatewayUrl}/`);
  await page.locator(choice('Location')).fill('s3');
  await options.enter('Path', 'from options/');
  await options.enter('Container', harness.backend.s3.bucket);
  await options.enter('Region', harness.backend.s3.region);
  await page.locator(choice('Access')).fill('public');
  await expect.poll(async () => JSON.stringify(await stored())).toContain('"access":"public"');
  await options.saved();

  const popup = await harness.openPage('popup.html');
  const path = await harness.makeFile('configured.bin', 100);
  await chooseFiles(popup, [path]);
  const job = await waitForEnd(popup, 'configured.bin');
  await expectStored(harness, job, path);
  expect(job.file?.key).toMatch(/^from options\//);
  await popup.close();

  await page.reload();
  await page.waitForSelector(fieldOf('Path'));
  expect(await options.valueOf('Path')).toBe('from options/');
  expect(await page.$eval(choice('Access'), (select) => Reflect.get(select, 'value'))).toBe('public');
  // The key is there, and nobody reads it off the page.
  await page.waitForSelector('::-p-aria([name="Replace: API key"][role="button"])');
  expect(await page.content()).not.toContain(apiKey);
});

test('Undo puts the former value back', async () => {
  await options.enter('Path', 'wrong/');
  await options.saved();
  await options.press('Undo');
  await expect.poll(options.noted).toBe('Undone.');
  expect(await options.valueOf('Path')).toBe('from options/');
  expect(JSON.stringify(await stored())).toContain('"path":"from options/"');
});
