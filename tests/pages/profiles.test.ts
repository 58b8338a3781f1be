import type { Page } from 'puppeteer';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mainProfileId } from '../../lib/core/profile.ts';
import type { Profiles } from '../../lib/protocol/profile.ts';
import { settingsSchema } from '../../lib/protocol/settings.ts';
import { type Harness, startHarness } from '../e2e/harness.ts';
import { optionsOf } from '../e2e/options-fields.ts';

let harness: Harness;
let page: Page;
let options: ReturnType<typeof optionsOf>;

beforeAll(async () => {
  harness = await startHarness();
  page = await harness.openPage('options.html');
  options = optionsOf(page);
});
afterAll(() => harness.close());

const stored = v.object({ settings: settingsSchema });
const profiles = async (): Promise<Profiles> =>
  v.parse(stored, await page.evaluate('browser.storage.local.get()')).settings.profiles;
const shown = (name: string) => page.locator(`::-p-aria([name="${name}"][role="radio"])`);

test('a second destination has keys, colour, store and sites of its own', async () => {
  await options.enter('API key', 'key-of-the-first');
  await options.saved();
  await options.press('Add destination');
  await options.enter('Name', ' Shop & Co ');
  await page.locator('::-p-aria([name="Color"][role="combobox"])').fill('teal');
  await options.enter('Sites', 'https://shop.example/cart, BLOG.example');
  await options.enter('API key', 'key-of-the-second');
  await options.enter('Path', 'shop/');
  await expect.poll(async () => (await profiles())[1]?.store.path).toBe('shop/');
  const [first, second] = await profiles();
  expect(first).toMatchObject({ id: mainProfileId, apiKey: 'key-of-the-first', store: { location: 's3' } });
  expect(second).toMatchObject({
    name: 'Shop & Co',
    color: 'teal',
    sites: ['shop.example', 'blog.example'],
    apiKey: 'key-of-the-second',
  });
});

test('what is no site is told beside the field and not stored', async () => {
  await options.enter('Sites', 'shop.example, <img src=x>');
  expect(await options.beside('Sites')).toContain('is no site');
  expect((await profiles())[1]?.sites).toEqual(['shop.example', 'blog.example']);
  await options.enter('Sites', 'shop.example');
  await expect.poll(async () => (await profiles())[1]?.sites).toEqual(['shop.example']);
});

test('each is shown when it is chosen, and no key of either is in the page', async () => {
  await shown('Destination 1 default').click();
  await expect.poll(() => options.valueOf('Path')).toBe('');
  await shown('Shop & Co').click();
  await expect.poll(() => options.valueOf('Path')).toBe('shop/');
  expect(await page.content()).not.toMatch(/key-of-the-(first|second)/);
});

test('another can be made the default, and one can be removed and brought back', async () => {
  await shown('Shop & Co').click();
  await options.press('Make default');
  await expect.poll(async () => (await profiles()).map(({ name }) => name)).toEqual(['Shop & Co', '']);
  await options.press('Remove destination');
  await expect.poll(async () => (await profiles()).map(({ name }) => name)).toEqual(['']);
  await options.press('Undo');
  await expect.poll(async () => (await profiles())[0]).toMatchObject({ apiKey: 'key-of-the-second' });
});
