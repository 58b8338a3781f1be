import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readSnapshot } from '../../scripts/uploads.ts';
import { type Bench, MIB, startBench } from '../faults/bench.ts';
import { giveAgain } from '../faults/choosing.ts';
import { expectNothingStored, expectStoredOnce } from '../faults/expect-stored.ts';
import { filesWith } from '../faults/files-with.ts';
import { chooseFile, rowOf } from '../faults/rows.ts';
import { switchExtension } from './extensions-page.ts';
import { optionsOf } from './options-fields.ts';
import { privateWindow } from './private-window.ts';

let bench: Bench;
/** The list of the ordinary windows. */
let list: Page;

beforeAll(async () => {
  bench = await startBench();
  await switchExtension(bench.extension, { incognitoAccess: true });
  list = await bench.openPopup();
  await bench.configure();
});
afterAll(() => bench.close());
afterEach(() => bench.proxy.reset());

const openPrivateWindow = (path?: string) => privateWindow(bench.extension, list, path);
const namesIn = async (page: Page) => (await readSnapshot(page)).jobs.map(({ name }) => name);
/** What all windows share. */
const sharedBy = (page: Page) =>
  page.evaluate(`Promise.all([
    browser.storage.local.get(), browser.storage.session.get(), browser.action.getBadgeText({}),
    browser.declarativeNetRequest.getSessionRules(),
  ])`);
const noteOf = (page: Page) => page.evaluate(() => document.querySelector('[role=note]')?.textContent);

// Before anything is uploaded in an ordinary window.
test('L14: a private window leaves nothing of its uploads behind', async () => {
  const before = await sharedBy(list);
  const window = await openPrivateWindow();
  const path = await bench.makeFile('canary name.bin', 6 * MIB);
  await expectStoredOnce(bench, window.page, await chooseFile(window.page, path), path);
  expect(await sharedBy(list)).toEqual(before);
  await window.close('the last one');
  const next = await openPrivateWindow();
  expect(await namesIn(next.page)).toEqual([]);
  await next.close('the last one');
  expect(await sharedBy(list)).toEqual(before);
  expect(await filesWith(join(bench.harness.workDir, 'profile/Default'), 'canary name')).toEqual([]);
});

test('L14: an upload of a private window ends whole, and neither list shows the other’s', async () => {
  const window = await openPrivateWindow();
  const [ordinary, secret] = [
    await bench.makeFile('ordinary.bin', 6 * MIB),
    await bench.makeFile('secret.bin', 11 * MIB),
  ];
  const ordinaryRow = await chooseFile(list, ordinary);
  const secretRow = await chooseFile(window.page, secret);
  await expectStoredOnce(bench, list, ordinaryRow, ordinary);
  await expectStoredOnce(bench, window.page, secretRow, secret);
  expect(await namesIn(list)).toEqual(['ordinary.bin']);
  expect(await namesIn(window.page)).toEqual(['secret.bin']);
  await window.close('the last one');
});

test.each(['popup.html', 'uploads.html'])(
  '%s says that it is a private window’s, and what that means',
  async (path) => {
    const window = await openPrivateWindow(path);
    await window.page.waitForSelector('[role=note]');
    expect(await noteOf(window.page)).toMatch(
      /^Private window: uploads and their list end with the last private window\./,
    );
    expect(await noteOf(list)).toBeUndefined();
    await window.close('the last one');
  },
);

test('L14: names with a number leave no count behind', async () => {
  await bench.configure({ nameTemplate: '{counter} {name}.{ext}' });
  const before = await sharedBy(list);
  const window = await openPrivateWindow();
  const row = await chooseFile(window.page, await bench.makeFile('numbered.bin', 100));
  await row.shows('succeeded');
  await row.says(/\d{13} numbered\.bin/);
  expect(await sharedBy(list)).toEqual(before);
  await window.close('the last one');
  await bench.configure();
});

test('L14: an upload that is under way ends with the last private window', async () => {
  const window = await openPrivateWindow();
  const path = await bench.makeFile('unfinished.bin', 11 * MIB);
  const hold = bench.proxy.hold({ step: 'put', part: 3 }, 'forward');
  await chooseFile(window.page, path);
  await hold.arrived;
  await window.close('the last one');
  hold.release();
  const next = await openPrivateWindow();
  expect(await namesIn(next.page)).toEqual([]);
  await next.close('the last one');
  await expectNothingStored(bench, path);
});

test('L1 L4: an upload of a private window outlives its background and its page while there is another', async () => {
  const [window, other] = [await openPrivateWindow(), await openPrivateWindow('options.html')];
  const path = await bench.makeFile('killed.bin', 11 * MIB);
  const hold = bench.proxy.hold({ step: 'put', part: 3 }, 'forward');
  const { id } = await chooseFile(window.page, path);
  await hold.arrived;
  await window.endWorker();
  await window.close();
  hold.release();
  await other.page.goto(bench.extension.pageUrl('uploads.html'));
  await expectStoredOnce(bench, other.page, rowOf(other.page, id), path);
  await other.close('the last one');
});

// Chromium keeps no copy of a file there, but a reference to it.
test('FC1 L14: a file of a private window that changes before it is sent is asked for again, and stored as it is then', async () => {
  const window = await openPrivateWindow();
  const path = await bench.makeFile('changed.bin', 11 * MIB);
  const hold = bench.proxy.hold({ step: 'start' }, 'forward');
  const row = await chooseFile(window.page, path);
  await hold.arrived;
  await writeFile(path, randomBytes(11 * MIB));
  hold.release();
  await row.waitsFor('file');
  await row.says(/was changed since it was chosen, or can’t be read/);
  await expectNothingStored(bench, path);
  await giveAgain(window.page, row, path);
  await expectStoredOnce(bench, window.page, row, path);
  await window.close('the last one');
});

test('the options open in the private window, and what is set there is set for all', async () => {
  const { browser, pageUrl } = bench.extension;
  const window = await openPrivateWindow('popup.html');
  const opened = browser.waitForTarget((target) => target.url() === pageUrl('options.html'));
  await window.page.locator('::-p-aria([name="Options"][role="button"])').click();
  const options = await (await opened).asPage();
  expect(await options.evaluate('browser.extension.inIncognitoContext')).toBe(true);
  await optionsOf(options).enter('Path', 'by a private window/');
  await optionsOf(options).saved();
  const path = await bench.makeFile('elsewhere.bin', 100);
  const job = await expectStoredOnce(bench, list, await chooseFile(list, path), path);
  expect(job.file?.key).toMatch(/^by a private window\//);
  await options.close();
  await window.close('the last one');
});
