import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseFiles } from '../../scripts/uploads.ts';
import { signPolicy } from '../../server/gateway/policy.ts';
import { apiKey, type Harness, startHarness, waitForEnd } from '../e2e/harness.ts';
import { builtExtensionDir } from './bench.ts';

const secret = 'CANARY-APP-SECRET';
const signed = signPolicy({ expiry: 4_000_000_000, path: '.*allowed' }, secret);
/** What is in the settings store and must be nowhere else. */
const canaries = [apiKey, signed.policy, signed.signature, secret];

let harness: Harness;
/** Everything that was written to a console. */
const logged: string[] = [];

beforeAll(async () => {
  harness = await startHarness({ secret });
  await harness.configure({ ...signed, store: { location: 's3', path: 'allowed/' } });
  const worker = await harness.extension.worker();
  worker.on('console', (message) => logged.push(message.text()));
});
afterAll(() => harness.close());

async function open(path: string): Promise<Page> {
  const page = await harness.extension.browser.newPage();
  page.on('console', (message) => logged.push(message.text()));
  page.on('pageerror', (error) => logged.push(String(error)));
  await page.goto(harness.extension.pageUrl(path));
  await page.waitForFunction(
    () => document.querySelector('html[dir] :is(h1, main, header, button)') !== null,
  );
  return page;
}

/** All that a page holds: its markup, what stands in fields, its own storage and its address. */
const heldBy = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [
      location.href,
      document.title,
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea, select, output')].map((field) =>
        'value' in field ? String(field.value) : '',
      ),
      JSON.stringify({ ...localStorage, ...sessionStorage }),
      JSON.stringify(history.state),
    ].join('\n'),
  );

/** What a page gives the person to keep. @returns the text of all of its files */
async function filesFrom(page: Page, press: () => Promise<void>): Promise<string> {
  await page.evaluate(() => {
    const given: Blob[] = [];
    Reflect.set(globalThis, 'given', given);
    URL.createObjectURL = (blob) => {
      if (blob instanceof Blob) given.push(blob);
      return 'about:blank';
    };
    HTMLAnchorElement.prototype.click = () => undefined;
  });
  await press();
  const read = () =>
    page.evaluate('Promise.all(given.map((blob) => blob.text()))').then((texts) => String(texts));
  await expect.poll(read).not.toBe('');
  return await read();
}

function expectNone(text: string, where: string): void {
  for (const canary of canaries)
    expect(text.includes(canary), `${where} has ${canary.slice(0, 6)}…`).toBe(false);
}

test('M17: keys, policy and signature are on no page, in no message, in no console and in no record of a job', async () => {
  const popup = await open('popup.html');
  const [good, bad] = [await harness.makeFile('good.bin', 100), await harness.makeFile('bad.bin', 100)];
  await chooseFiles(popup, [good]);
  expect((await waitForEnd(popup, 'good.bin')).state).toBe('succeeded');
  await harness.configure({ ...signed, store: { location: 's3', path: 'elsewhere/' } });
  await chooseFiles(popup, [bad]);
  expect((await waitForEnd(popup, 'bad.bin')).state).not.toBe('succeeded');
  expectNone(await heldBy(popup), 'popup.html with a refused upload');

  const pages = readdirSync(resolve(builtExtensionDir)).filter(
    (name) => name.endsWith('.html') && name !== 'offscreen.html',
  );
  expect(pages).toContain('options.html');
  for (const name of pages) {
    const page = await open(name);
    // Everything that is folded is in the page as well.
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expectNone(await heldBy(page), name);
    await page.close();
  }

  const list = await open('uploads.html');
  const files = await filesFrom(list, async () => {
    for (const format of ['As CSV, for spreadsheets', 'As JSON, for programs']) {
      await list.locator('::-p-aria([name="Export all uploads"][role="button"])').click();
      await list.locator(`::-p-aria([name="${format}"][role="menuitem"])`).click();
    }
  });
  const options = await open('options.html');
  const settings = await filesFrom(options, () =>
    options.locator('::-p-aria([name="Export settings"][role="button"])').click(),
  );
  expect(files).toContain('good.bin');
  expect(settings).toContain('elsewhere/');
  expectNone(files + settings, 'an exported file');

  const told: unknown = await popup.evaluate(`(async () => {
    const replies = await Promise.all(
      ['list-jobs', 'list-history', 'get-settings', 'settings'].map((type) => browser.runtime.sendMessage({ type })));
    const port = browser.runtime.connect({ name: 'snapshots' });
    const snapshot = await new Promise((resolve) => {
      port.onMessage.addListener(resolve);
      port.onDisconnect.addListener(resolve);
      setTimeout(resolve, 2000);
    });
    return { replies, snapshot };
  })()`);
  expect(JSON.stringify(told)).toContain('good.bin');
  expectNone(JSON.stringify(told), 'a message');

  const stored: unknown = await popup.evaluate(`(async () => {
    const { settings, ...local } = await browser.storage.local.get();
    const session = await browser.storage.session.get();
    const names = (await indexedDB.databases()).map(({ name }) => name);
    const read = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const records = [];
    for (const name of names) {
      const database = await read(indexedDB.open(name));
      for (const store of database.objectStoreNames)
        records.push(await read(database.transaction(store).objectStore(store).getAll()));
      database.close();
    }
    return { local, session, records };
  })()`);
  expect(JSON.stringify(stored)).toContain('good.bin');
  expectNone(JSON.stringify(stored), 'a record');
  expectNone(logged.join('\n'), 'a console');
  await popup.close();
});
