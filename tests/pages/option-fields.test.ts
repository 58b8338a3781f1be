import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { s3Regions } from '../../lib/core/s3-regions.ts';
import { type Harness, startHarness } from '../e2e/harness.ts';
import { fieldOf, optionsOf } from '../e2e/options-fields.ts';

let harness: Harness;
let page: Page;
let options: ReturnType<typeof optionsOf>;

beforeAll(async () => {
  harness = await startHarness();
  page = await harness.openPage('options.html');
  options = optionsOf(page);
});
afterAll(() => harness.close());

const stored = () => page.evaluate('browser.storage.local.get()');
const isStored = (path: string, value: unknown) =>
  expect.poll(stored).toHaveProperty(`settings.${path}`, value);
const field = (role: 'checkbox' | 'combobox', label: string) =>
  `::-p-aria([name="${label}"][role="${role}"])`;

/** Chooses in a list by the words that stand there. */
async function choose(label: string, words: string): Promise<void> {
  const select = await page.waitForSelector(field('combobox', label));
  const value = await select?.evaluate(
    (list, wanted) => [...list.querySelectorAll('option')].find((one) => one.textContent === wanted)?.value,
    words,
  );
  if (value === undefined) throw new Error(`“${label}” offers no “${words}”`);
  await page.locator(field('combobox', label)).fill(value);
}

async function isPreset(label: string): Promise<boolean> {
  const button = await page.waitForSelector(`::-p-aria([name="Reset: ${label}"][role="button"])`);
  return (await button?.evaluate((one) => one.getAttribute('aria-disabled'))) === 'true';
}

const MIB = 1024 ** 2;

test.each([
  ['Part size (MiB)', '8', 'upload.partSize', 8 * MIB, 'automatic', ''],
  ['Parts at once', '3', 'upload.maxConcurrentUploads', 3, 'automatic', ''],
  ['Bandwidth limit (MB/s)', '1.5', 'bandwidthLimit', 1_500_000, null, ''],
  ['Retries', '3', 'upload.retryOptions.retries', 3, 10, '10'],
  ['Growth of waits', '1.5', 'upload.retryOptions.factor', 1.5, 2, '2'],
  ['Shortest wait (seconds)', '2', 'upload.retryOptions.minTimeout', 2_000, 1_000, '1'],
  ['Longest wait (seconds)', '90', 'upload.retryOptions.maxTimeout', 90_000, 60_000, '60'],
  ['Stall limit (seconds)', '30', 'upload.timeout', 30_000, 60_000, '60'],
])(
  '“%s” of %s is stored, and its Reset brings the default back',
  async (label, text, path, value, preset, shown) => {
    await options.enter(label, text);
    await isStored(path, value);
    expect(await isPreset(label)).toBe(false);
    await options.press(`Reset: ${label}`);
    await isStored(path, preset);
    expect(await options.valueOf(label)).toBe(shown);
    expect(await isPreset(label)).toBe(true);
  },
);

test('intelligent ingestion is stored as it is chosen, and its Reset turns it off', async () => {
  const label = 'Intelligent ingestion';
  await choose(label, 'Always');
  await isStored('upload.intelligent', true);
  await choose(label, 'Once a part has broken off');
  await isStored('upload.intelligent', 'fallback');
  await options.press(`Reset: ${label}`);
  await isStored('upload.intelligent', false);
  expect(await isPreset(label)).toBe(true);
});

test('the check of the bytes that arrive is turned off, and its Reset turns it on', async () => {
  const label = 'Check that the same bytes arrive';
  await page.locator(field('checkbox', label)).click();
  await isStored('upload.disableIntegrityCheck', true);
  await options.press(`Reset: ${label}`);
  await isStored('upload.disableIntegrityCheck', false);
  await page.waitForSelector(`::-p-aria([name="${label}"][role="checkbox"]):checked`);
});

test.each([
  ['Workflows', 'wf-1; wf-2 wf-1', 'profiles[0].store.workflows', ['wf-1', 'wf-2'], undefined],
  ['Your template', ' {name}: {url} ', 'links.template', '{name}: {url}', ''],
  ['Time to undo (seconds)', '10', 'guard.undoSeconds', 10, 3],
  ['Ask before more than (MiB)', '5', 'guard.confirmBytes', 5 * MIB, 1024 * MIB],
  ['Ask before more than (files)', '0', 'guard.confirmFiles', 0, 20],
  ['Largest file (MiB)', '20', 'capture.mostBytes', 20 * MIB, 100 * MIB],
  ['Longest side, in pixels', '1600', 'pictures.longestSide', 1600, null],
  ['Uploads to keep', '500', 'history.mostJobs', 500, null],
  ['Days to keep uploads', '7', 'history.keepDays', 7, null],
])(
  '“%s” of %s is stored, and emptied it goes back to the default',
  async (label, text, path, value, preset) => {
    await options.enter(label, text);
    await isStored(path, value);
    await options.enter(label, '');
    if (preset === undefined) await expect.poll(stored).not.toHaveProperty(`settings.${path}`);
    else await isStored(path, preset);
  },
);

test.each([
  ['What “Copy” copies', 'Markdown, pictures shown', 'links.format', 'markdown-image'],
  ['Files that are stored already', 'Upload once more', 'guard.offersKnown', false],
  ['Access', 'Private', 'profiles[0].store.access', 'private'],
])('in “%s”, “%s” is stored when it is chosen', async (label, words, path, value) => {
  await choose(label, words);
  await isStored(path, value);
});

test.each([
  ['When uploads are stored', 'ended'],
  ['When uploads fail', 'failed'],
  ['When uploads wait for something that only you can do', 'waiting'],
])('the notification “%s” is turned off and on', async (label, name) => {
  await page.locator(field('checkbox', label)).click();
  await isStored(`notifications.${name}`, false);
  await page.locator(field('checkbox', label)).click();
  await isStored(`notifications.${name}`, true);
});

test('the regions of Amazon S3 are offered, one of them is stored, and so is another that is typed', async () => {
  const offered = await page.$eval(fieldOf('Region'), (input) =>
    input instanceof HTMLInputElement ? [...(input.list?.options ?? [])].map(({ value }) => value) : [],
  );
  expect(offered).toEqual(s3Regions);
  expect(offered).toContain('eu-central-1');
  for (const region of ['eu-central-1', 'xx-future-9']) {
    await options.enter('Region', region);
    await isStored('profiles[0].store.region', region);
  }
});
