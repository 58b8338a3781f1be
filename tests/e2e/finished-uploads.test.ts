import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobView } from '../../lib/protocol/messages.ts';
import { digestObject } from '../../scripts/digest.ts';
import { chooseFiles } from '../../scripts/uploads.ts';
import { signPolicy } from '../../server/gateway/policy.ts';
import { rowOf } from '../faults/rows.ts';
import { type Harness, startHarness, waitForEnd } from './harness.ts';

const secret = 'the app secret of the gateway';
const call = ['pick', 'store', 'read', 'remove'];
const account = signPolicy({ expiry: Math.floor(Date.now() / 1000) + 3600, call }, secret);
let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness({ secret });
  await harness.configure(account);
  page = await harness.openPage('uploads.html');
});
afterAll(() => harness.close());

async function upload(name: string): Promise<JobView> {
  await chooseFiles(page, [await harness.makeFile(name, 100)]);
  return await waitForEnd(page, name);
}

function isInStore({ file }: JobView): Promise<boolean> {
  const { container, key } = file ?? {};
  if (container === undefined || key === undefined) throw new Error('the stored file has no key');
  return digestObject(harness.backend.s3, container, key).then(
    () => true,
    () => false,
  );
}

test('a stored file is deleted after a moment, though its worker is killed in it; one that is undone is kept', async () => {
  const [kept, gone] = [await upload('kept.bin'), await upload('gone.bin')];
  const [keptRow, goneRow] = [rowOf(page, kept.id), rowOf(page, gone.id)];

  await page.focus(`${keptRow.selector} ::-p-aria([name="Delete from storage"][role="button"])`);
  await page.keyboard.press('Enter');
  await keptRow.says(/To be deleted from storage/);
  expect(await keptRow.hasButton('Remove from list')).toBe(false);
  // The focus stays on the button, which now takes the wish back.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Undo deletion');
  await keptRow.press('Undo deletion');

  await goneRow.press('Delete from storage');
  await goneRow.says(/To be deleted from storage/);
  expect(await goneRow.hasButton('Copy link')).toBe(false);
  await (await harness.extension.worker()).close();
  expect(await isInStore(gone)).toBe(true);
  const text = await goneRow.says(/Deleted from storage/, 45_000);
  expect(text).not.toContain(gone.link);
  expect(await isInStore(gone)).toBe(false);

  // Its moment has been over for longer.
  expect(await isInStore(kept)).toBe(true);
  expect(await keptRow.hasButton('Copy link')).toBe(true);
});

test('a picture has a small one in its row, drawn by the browser; a drawing that could ask for things has none', async () => {
  const svg = join(harness.workDir, 'drawing.svg');
  await writeFile(
    svg,
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
  );
  await chooseFiles(page, [resolve(import.meta.dirname, '../pictures/located.png'), svg]);
  const [photo, drawing] = [await waitForEnd(page, 'located.png'), await waitForEnd(page, 'drawing.svg')];
  const small = await page.waitForSelector(`${rowOf(page, photo.id).selector} .thumbnail img`);
  expect(await small?.evaluate((image) => image.getAttribute('src'))).toMatch(/^data:image\/webp;base64,/);
  expect(await small?.evaluate((image) => image.parentElement?.getBoundingClientRect().width)).toBe(40);
  expect(await page.$(`${rowOf(page, drawing.id).selector} .thumbnail img`)).toBeNull();
});

/** What a field of another page gets when a person pastes: no page may read the clipboard of a headless browser. */
async function pasted(): Promise<string> {
  const other = await harness.extension.browser.newPage();
  await other.bringToFront();
  const field = await other.evaluateHandle(() =>
    document.body.appendChild(document.createElement('textarea')),
  );
  await field.focus();
  await other.keyboard.press('F13', { commands: ['Paste'] });
  const text = await field.evaluate(({ value }) => value);
  await other.close();
  return text;
}

test('a stored file is opened in a tab of its own, and its QR code has its link in its name', async () => {
  const { id, link } = await upload('linked.bin');
  const { selector } = rowOf(page, id);
  const open = await page.waitForSelector(`${selector} ::-p-aria([name="Open"][role="link"])`);
  const attributes = await open?.evaluate((it) =>
    ['href', 'target', 'rel'].map((name) => it.getAttribute(name)),
  );
  expect(link).toContain(harness.backend.gatewayUrl);
  expect(attributes).toEqual([link, '_blank', 'noreferrer']);

  await page.focus(`${selector} ::-p-aria([name="QR code"][role="button"])`);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`::-p-aria([name="QR code of ${link}"][role="image"])`);
  await page.locator('::-p-aria([name="Close"][role="button"])').click();
});

test('a screen reader is told that an upload is stored', async () => {
  // Of what ends soon after something else, the number alone is told: this page has heard of nothing else.
  const listening = await harness.openPage('uploads.html');
  const name = 'heard.bin';
  await chooseFiles(listening, [await harness.makeFile(name, 100)]);
  const told = async () => {
    const regions = await listening.$$('::-p-aria([role="status"])');
    const texts = await Promise.all(regions.map((region) => region.evaluate((it) => it.textContent)));
    return texts.filter((text) => text?.includes(name));
  };
  await expect.poll(told, { timeout: 10_000 }).toEqual([`\u2068${name}\u2069 is stored.`]);
  await listening.close();
});

test('the link of an upload that has just ended is on the clipboard by itself, where that is wanted', async () => {
  await harness.configure({ ...account, links: { format: 'markdown', template: '', copiesByItself: true } });
  await page.bringToFront();
  const { link } = await upload('copied [1].bin');
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role=status]')].some(({ textContent }) => textContent === 'Link copied'),
  );
  expect(link).toBeDefined();
  expect(await pasted()).toBe(`[copied \\[1\\].bin](${link})`);
});
