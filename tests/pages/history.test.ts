import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { historyExportSchema } from '../../lib/protocol/history-export.ts';
import { HISTORY_PAGE } from '../../lib/protocol/messages.ts';
import { parse } from '../../lib/protocol/parse.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import { type Harness, startHarness } from '../e2e/harness.ts';
import { endWorker } from '../faults/end-worker.ts';
import { seedHistory, storedJob } from './seeded-history.ts';

const ROWS = 10_000;

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness();
  const first = await harness.openPage('uploads.html');
  // The background has made its database by then.
  await readSnapshot(first);
  await endWorker(harness.extension);
  const jobs = Array.from({ length: ROWS - 3 }, (_, index) => storedJob(index + 10));
  await seedHistory(first, [
    storedJob(1, { name: 'a very old holiday.jpg', mimetype: 'image/jpeg', sizeBytes: 77 }),
    storedJob(2, { name: 'large.mp4', mimetype: 'video/mp4', sizeBytes: 5_000_000 }),
    storedJob(3, { name: '=1+1.csv', state: { name: 'cancelled' } }),
    ...jobs,
  ]);
  await first.close();
});
afterAll(() => harness.close());
beforeEach(async () => {
  page = await harness.openPage('uploads.html');
  await page.waitForSelector('[data-job]');
  return () => page.close();
});

const named = (name: string, role: string) => `::-p-aria([name="${name}"][role="${role}"])`;
const names = () => page.$$eval('[data-job] .upload-name', (rows) => rows.map((row) => row.textContent));
async function says(text: string): Promise<void> {
  await page.waitForFunction(
    (wanted: string) =>
      [...document.querySelectorAll('[role=status]')].some((status) => status.textContent === wanted),
    { polling: 50 },
    text,
  );
}

test('of 10,000 uploads the page opens with the newest 50', async () => {
  expect(await names()).toHaveLength(HISTORY_PAGE);
  expect((await readSnapshot(page)).jobs).toHaveLength(HISTORY_PAGE);
});

test('a search finds one of the oldest', async () => {
  await page.locator(named('Search uploads', 'searchbox')).fill('HOLIDAY old');
  await says('Found: 1');
  expect(await names()).toEqual(['a very old holiday.jpg']);
  await page.locator(named('Show all', 'button')).click();
  await page.waitForFunction((count) => document.querySelectorAll('[data-job]').length === count, {}, 50);
});

test('filters and orders are of the whole history, a page at a time', async () => {
  await page.locator(named('Kind', 'combobox')).fill('video');
  await says('Found: 1');
  expect(await names()).toEqual(['large.mp4']);
  await page.locator(named('Kind', 'combobox')).fill('all');
  await page.locator(named('State', 'combobox')).fill('failed');
  await says('Found: 1');
  expect(await names()).toEqual(['=1+1.csv']);
  await page.locator(named('State', 'combobox')).fill('all');
  await page.locator(named('Order', 'combobox')).fill('largest');
  await says('Found: more than 50');
  expect((await names()).slice(0, 2)).toEqual(['large.mp4', 'a very old holiday.jpg']);
  await page.locator(named('Order', 'combobox')).fill('oldest');
  await page.waitForFunction(() =>
    document.querySelector('[data-job] .upload-name')?.textContent?.includes('holiday'),
  );
  expect(await names()).toHaveLength(HISTORY_PAGE);
  await page.locator(named('Show more', 'button')).click();
  await says('Found: more than 100');
  expect((await names()).at(-1)).toBe('file 106.txt');
});

test('a click with the shift key selects a range, and what is done is done to all that are selected', async () => {
  const before = await names();
  await page.locator(named(`Select \u2068${before[1]}\u2069`, 'checkbox')).click();
  await says('Selected: 1');
  await page.keyboard.down('Shift');
  await page.locator(named(`Select \u2068${before[3]}\u2069`, 'checkbox')).click();
  await page.keyboard.up('Shift');
  await says('Selected: 3');

  // A headless browser has no clipboard that may be read.
  await page.evaluate(`navigator.clipboard.writeText = async (text) => {
    globalThis.copied = text;
  }`);
  await page.locator(named('Copy selected links', 'button')).click();
  await says('Copied');
  expect(await page.evaluate('copied')).toBe(
    before
      .slice(1, 4)
      .map((name) => `https://cdn.example/h${/\d+/.exec(name ?? '')?.[0]}`)
      .join('\n'),
  );

  await page.locator(named('Remove selected from list', 'button')).click();
  await page.waitForFunction(
    (gone) => ![...document.querySelectorAll('.upload-name')].some((row) => gone.includes(row.textContent)),
    { polling: 50 },
    before.slice(1, 4),
  );
  expect((await names()).slice(0, 3)).toEqual([before[0], ...before.slice(4, 6)]);
  const focused = await page.evaluate(() => document.activeElement?.textContent);
  expect(focused).toBe('Remove selected from list');
});

test('all that are shown are selected at once, and none again', async () => {
  const shown = (await names()).length;
  const all = named(`Select all shown (${shown})`, 'checkbox');
  await page.locator(all).click();
  await says(`Selected: ${shown}`);
  await page.locator(all).click();
  await says('');
});

test('the focus goes on to the next row when its own is removed', async () => {
  const [first, second] = await names();
  const focus = (name: string | null | undefined) =>
    page.evaluate((wanted) => {
      const row = [...document.querySelectorAll('[data-job]')].find(
        (one) => one.querySelector('.upload-name')?.textContent === wanted,
      );
      const button = [...(row?.querySelectorAll('button') ?? [])].find(
        ({ ariaLabel }) => ariaLabel === 'Remove from list',
      );
      button?.focus();
    }, name);
  await focus(first);
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    (gone) => document.querySelector('[data-job] .upload-name')?.textContent !== gone,
    { polling: 50 },
    first,
  );
  const at = await page.evaluate(() => [
    document.activeElement?.ariaLabel,
    document.activeElement?.closest('[data-job]')?.querySelector('.upload-name')?.textContent,
  ]);
  expect(at).toEqual(['Remove from list', second]);
});

const statusOf = (begin: string) =>
  page.waitForFunction(
    (wanted: string) =>
      [...document.querySelectorAll('[role=status]')].some((status) =>
        status.textContent?.startsWith(wanted),
      ),
    { polling: 50 },
    begin,
  );

/** Chooses of the menu of exports, and reads the file that comes of it. */
async function exported(menu: string, item: string, ending: string): Promise<string> {
  const folder = await mkdtemp(join(harness.workDir, 'downloads-'));
  const session = await harness.extension.browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: folder,
    eventsEnabled: true,
  });
  const done = new Promise<void>((resolve) => {
    session.on('Browser.downloadProgress', ({ state }) => state === 'completed' && resolve());
  });
  await page.locator(named(menu, 'button')).click();
  await page.locator(named(item, 'menuitem')).click();
  await done;
  await session.detach();
  const [name = ''] = await readdir(folder);
  expect(name).toMatch(new RegExp(`^uploads-\\d{4}-\\d\\d-\\d\\d\\.${ending}$`));
  return await readFile(join(folder, name), 'utf8');
}

test('what a search has found is exported as CSV that no spreadsheet takes for formulas', async () => {
  await page.locator(named('State', 'combobox')).fill('failed');
  await says('Found: 1');
  const text = await exported('Export found uploads', 'As CSV, for spreadsheets', 'csv');
  expect(text.split('\r\n')).toEqual([
    '\ufeff"name","folder","sizeBytes","type","state","begun","link","handle","container","key","error"',
    `"'=1+1.csv","",11,"text/plain","cancelled","1970-01-01T00:00:00.003Z","","","","",""`,
    '',
  ]);
});

test('the whole history is exported as JSON, and a selection alone', async () => {
  const all = await exported('Export all uploads', 'As JSON, for programs', 'json');
  const { uploads } = parse(historyExportSchema, JSON.parse(all), 'the file');
  expect(uploads.length).toBeGreaterThan(ROWS - 10);
  expect(uploads.at(-1)).toMatchObject({ name: 'a very old holiday.jpg', link: 'https://cdn.example/h1' });
  const [first] = await names();
  await page.locator(named(`Select \u2068${first}\u2069`, 'checkbox')).click();
  await says('Selected: 1');
  const one = await exported('Export selected uploads', 'As JSON, for programs', 'json');
  expect(parse(historyExportSchema, JSON.parse(one), 'the file').uploads.map(({ name }) => name)).toEqual([
    first,
  ]);
});

test('what was uploaded is uploaded again from its file, and another file is refused', async () => {
  await harness.configure();
  const [first = ''] = await names();
  const id = await page.$eval('[data-job]', (row) => row.getAttribute('data-job'));
  const choose = async (path: string) => {
    const asked = page.waitForFileChooser();
    await page.locator(`[data-job="${id}"] ${named('Upload again', 'button')}`).click();
    await (await asked).accept([path]);
  };
  await choose(await harness.makeFile('another.txt', 11));
  await page.waitForSelector('[role=alert] p');
  expect(await names()).not.toContain('another.txt');
  await choose(await harness.makeFile(first ?? '', 11));
  await page.waitForFunction(
    (old) => document.querySelector('[data-job]')?.getAttribute('data-job') !== old,
    {},
    id,
  );
  await page.waitForSelector(`[data-job]:first-child:not([data-job="${id}"])[data-state=succeeded]`);
  expect((await names()).slice(0, 2)).toEqual([first, first]);
});

test('the history is cleared when the person confirms it, and not before', async () => {
  await page.locator(named('Clear history', 'button')).click();
  await page.locator(named('Cancel', 'button')).click();
  expect((await names()).length).toBeGreaterThan(40);
  await page.locator(named('Clear history', 'button')).click();
  const dialog = await page.waitForSelector('dialog[open]');
  await (await dialog?.waitForSelector(named('Clear history', 'button')))?.click();
  await statusOf('History cleared');
  await page.waitForSelector('.empty');
  expect(await names()).toEqual([]);
  expect((await readSnapshot(page)).hasOlder).toBe(false);
});
