import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chooseFiles, readSnapshot } from '../../scripts/uploads.ts';
import { signPolicy } from '../../server/gateway/policy.ts';
import { type Bench, startBench } from '../faults/bench.ts';
import { refusal } from '../faults/canned.ts';
import { objectsOf } from '../faults/expect-stored.ts';
import { type Row, rowOf } from '../faults/rows.ts';

const secret = 'the app secret of the gateway';
const call = ['pick', 'store', 'read', 'remove'];
const account = signPolicy({ expiry: Math.floor(Date.now() / 1000) + 3600, call }, secret);

let bench: Bench;
let page: Page;

beforeAll(async () => {
  bench = await startBench({ secret });
  await bench.configure(account);
});
afterAll(() => bench.close());
beforeEach(async () => {
  bench.proxy.reset();
  page = await bench.extension.browser.newPage();
  await page.goto(bench.extension.pageUrl('uploads.html'));
  return () => page.close();
});

const button = (name: string) => `::-p-aria([name="${name}"][role="button"])`;

/** Uploads files of these names. @returns their rows, in the same order */
async function upload(...names: readonly string[]): Promise<readonly Row[]> {
  await chooseFiles(page, await Promise.all(names.map((name) => bench.makeFile(name, 100))));
  const { jobs } = await readSnapshot(page);
  return names.map((name) => rowOf(page, jobs.find((job) => job.name === name)?.id ?? ''));
}

/** Clicks the boxes of uploads, and waits until so many are selected. */
async function select(names: readonly string[], count: number): Promise<void> {
  for (const name of names) {
    const box = page.locator(`::-p-aria([name="Select \u2068${name}\u2069"][role="checkbox"])`);
    // Not by its place on the page: the line of the selection lies above rows that are scrolled under it.
    await (await box.waitHandle()).evaluate((element) => element instanceof HTMLElement && element.click());
  }
  await page.waitForFunction(
    (wanted: string) =>
      [...document.querySelectorAll('[role=status]')].some((status) => status.textContent === wanted),
    { polling: 50 },
    `Selected: ${count}`,
  );
}

/** Whether a button of the selection would do something. */
const isOn = (name: string) => page.$eval(button(name), (it) => it.getAttribute('aria-disabled') !== 'true');

const isStored = async (name: string) => (await objectsOf(bench.harness.backend, name)).length === 1;

test('of failed uploads those that are selected are tried again, and no other', async () => {
  const names = ['retried 1.bin', 'retried 2.bin', 'left.bin'] as const;
  bench.proxy.inject({ match: { step: 'start' }, times: names.length, do: refusal(400, 'no') });
  const [first, second, left] = await upload(...names);
  for (const row of [first, second, left]) await row?.shows('failed');
  await select(names.slice(0, 2), 2);
  await page.locator(button('Retry selected')).click();
  await first?.shows('succeeded');
  await second?.shows('succeeded');
  expect(await Promise.all(names.map(isStored))).toEqual([true, true, false]);
  await left?.shows('failed');
  expect(bench.proxy.history.exchanges.filter(({ step }) => step === 'start')).toHaveLength(5);
  // The selection stays, and there is nothing more to try again in it.
  expect(await isOn('Retry selected')).toBe(false);
});

test('selected files are deleted from storage after a moment, but for those for which that is undone', async () => {
  const names = ['deleted 1.bin', 'deleted 2.bin', 'undone.bin', 'kept.bin'] as const;
  const rows = await upload(...names);
  for (const row of rows) await row.shows('succeeded');
  await select(names.slice(0, 3), 3);
  expect(await isOn('Undo deletion of selected')).toBe(false);
  await page.locator(button('Delete selected from storage')).click();
  const [first, second, undone, kept] = rows;
  for (const row of [first, second, undone]) await row?.says(/To be deleted from storage/);
  expect(await isOn('Delete selected from storage')).toBe(false);
  expect(await Promise.all(names.map(isStored))).toEqual([true, true, true, true]);

  await select(names.slice(0, 2), 1);
  await page.locator(button('Undo deletion of selected')).click();
  await undone?.says(/Copy link/);
  for (const row of [first, second]) await row?.says(/Deleted from storage/);
  expect(await Promise.all(names.map(isStored))).toEqual([false, false, true, true]);
  for (const row of [undone, kept]) expect(await row?.hasButton('Copy link')).toBe(true);
});
