import { copyFile, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import type { Page } from 'puppeteer';
import { expect, test, vi } from 'vitest';
import { noGuard } from '../../lib/protocol/guard-settings.ts';
import { isolatedName } from '../../lib/ui/visible-name.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import { MIB } from '../faults/bench.ts';
import { choose } from '../faults/choosing.ts';
import { jobOf, objectsOf } from '../faults/expect-stored.ts';
import { callsOf } from '../faults/judge.ts';
import { chooseFile, rowOf } from '../faults/rows.ts';
import { useScene } from '../faults/scene.ts';
import { expectStored } from './harness.ts';

const scene = useScene();
/** Longer than any test here takes. */
const long = { ...noGuard, undoSeconds: 60 };

test('an upload that is undone in its moment has asked nobody anything', async () => {
  await scene.bench.configure({ guard: long });
  const file = await scene.choose('undone.bin', 11 * MIB);
  await file.row.waitsFor('undo');
  const said = await file.row.says(/Uploading in [1-5]?\d sec/);
  expect(said).toContain('Ready to send');
  expect(await file.row.hasButton('Pause')).toBe(false);
  await file.row.press('Undo', 2);
  await file.row.shows('cancelled');
  expect(scene.proxy.history.exchanges).toEqual([]);
  await file.isNotStored();
});

test('“Now” ends the moment', async () => {
  await scene.bench.configure({ guard: long });
  const file = await scene.choose('now.bin', 6 * MIB);
  await file.row.waitsFor('undo');
  await file.row.press('Now');
  const { createdAtMs } = await file.isStored();
  expect(file.calls('start').map(({ beganMs }) => beganMs < createdAtMs + 60_000)).toEqual([true]);
});

test('the moment ends by itself', async () => {
  await scene.bench.configure({ guard: { ...noGuard, undoSeconds: 2 } });
  const file = await scene.choose('waited.bin', 6 * MIB);
  const { createdAtMs } = await file.isStored();
  expect(file.calls('start').map(({ beganMs }) => beganMs >= createdAtMs + 2_000)).toEqual([true]);
});

test('L1: a worker killed in the moment sends nothing before it is over, and what is undone then is undone', async () => {
  await scene.bench.configure({ guard: long });
  const undone = await scene.choose('killed a.bin', MIB);
  await scene.bench.configure({ guard: { ...noGuard, undoSeconds: 6 } });
  const sent = await scene.choose('killed b.bin', MIB);
  await undone.row.waitsFor('undo');
  await scene.bench.killWorker();
  await undone.row.press('Undo');
  await undone.row.shows('cancelled');
  const { createdAtMs } = await sent.isStored();
  expect(sent.calls('start').map(({ beganMs }) => beganMs >= createdAtMs + 6_000)).toEqual([true]);
  await undone.isNotStored();
});

test('with no moment an upload begins at once', async () => {
  await scene.bench.configure({ guard: noGuard });
  const hold = scene.proxy.hold({ step: 'start' }, 'forward');
  const file = await scene.choose('at once.bin', MIB);
  await hold.arrived;
  await file.row.shows('starting');
  hold.release();
  await file.isStored();
});

const offering = { ...noGuard, offersKnown: true };
const startsOf = (name: string) => callsOf(scene.proxy.history.exchanges, 'start', { file: name });

test('of bytes that are stored already the link is offered, and copied, and nothing is sent', async () => {
  await scene.bench.configure({ guard: offering });
  const file = await scene.choose('known.bin', 11 * MIB);
  const { file: stored } = await file.isStored();
  const copy = await scene.bench.makeFile('known under another name.bin', 0);
  await copyFile(file.path, copy);
  const again = await chooseFile(scene.page, copy);
  await again.waitsFor('known');
  expect(await again.says(/very same bytes/)).toContain(`“${isolatedName('known.bin')}”`);
  const link = await scene.page.$eval(`${again.selector} a`, (shown) => (shown as HTMLAnchorElement).href);
  expect(link).toBe(stored?.url);
  await scene.page.evaluate(() => {
    navigator.clipboard.writeText = async (text: string) => {
      document.body.dataset['copied'] = text;
    };
  });
  await again.press('Copy link');
  await again.says(/Copied/);
  expect(await scene.page.$eval('body', (body) => body.dataset['copied'])).toBe(stored?.url);
  await again.press('Cancel');
  await again.shows('cancelled');
  expect(startsOf('known under another name.bin')).toEqual([]);
});

test('L1: a link that is offered still is after its worker was killed, and the same bytes can be uploaded anyway', async () => {
  await scene.bench.configure({ guard: offering });
  const file = await scene.choose('anyway.bin', 6 * MIB);
  await file.isStored();
  const again = await chooseFile(scene.page, file.path);
  await again.waitsFor('known');
  await scene.bench.killWorker();
  await again.says(/very same bytes/);
  await again.press('Upload anyway');
  await again.shows('succeeded');
  expect(await objectsOf(scene.bench.harness.backend, 'anyway.bin')).toHaveLength(2);
});

test('other bytes of the same name, size and time are uploaded without a question', async () => {
  await scene.bench.configure({ guard: offering });
  const file = await scene.choose('other.bin', 6 * MIB);
  await file.isStored();
  const bytes = await readFile(file.path);
  bytes.writeUInt8(bytes.readUInt8(6 * MIB - 1) ^ 1, 6 * MIB - 1);
  const { atime, mtime } = await stat(file.path);
  await writeFile(file.path, bytes);
  await utimes(file.path, atime, mtime);
  const again = await chooseFile(scene.page, file.path);
  await again.shows('succeeded');
  await expectStored(scene.bench.harness, await jobOf(scene.page, again), file.path);
});

test('a link that was removed from the list, or is of another place, is not offered', async () => {
  await scene.bench.configure({ guard: offering });
  const file = await scene.choose('removed.bin', MIB);
  await file.isStored();
  await scene.bench.configure({ guard: offering, store: { location: 's3', path: 'elsewhere/' } });
  const elsewhere = await chooseFile(scene.page, file.path);
  await elsewhere.shows('succeeded');
  await scene.bench.configure({ guard: offering });
  await file.row.press('Remove from list');
  await file.row.isGone();
  const again = await chooseFile(scene.page, file.path);
  await again.shows('succeeded');
});

const dialog = 'dialog[open]';
/** Text and focus of the dialog that is open. */
async function readDialog(page: Page) {
  await page.waitForSelector(dialog);
  return await page.$eval(dialog, (shown) => ({
    text: shown.textContent ?? '',
    focused: document.activeElement?.textContent,
    label: document.getElementById(shown.getAttribute('aria-labelledby') ?? '')?.textContent,
  }));
}

async function threeFiles(name: string): Promise<readonly string[]> {
  return await Promise.all([1, 2, 3].map((n) => scene.bench.makeFile(`${name} ${n}.bin`, 1000)));
}

const rowsIn = (page: Page) => page.$$eval('[data-job]', (rows) => rows.length);

test('more files at once than the limit are uploaded once the person has said so, by the keyboard', async () => {
  await scene.bench.configure({
    guard: { ...noGuard, confirmFiles: 2 },
    store: { location: 's3', path: 'in/' },
  });
  await knowsLimit(2);
  await choose(scene.page, ...(await threeFiles('yes')));
  const { host } = new URL(scene.proxy.apiUrl);
  const { text, focused, label } = await readDialog(scene.page);
  expect(label).toBe('Upload 3 files?');
  expect(text).toContain(`3 kB in all, to Amazon S3, path “in/”, through ${host}.`);
  // A key pressed once too often confirms nothing.
  expect(focused).toBe('Cancel');
  expect(await rowsIn(scene.page)).toBe(0);
  await scene.page.keyboard.down('Shift');
  await scene.page.keyboard.press('Tab');
  await scene.page.keyboard.up('Shift');
  await scene.page.keyboard.press('Enter');
  await scene.page.waitForFunction(() => document.querySelectorAll('[data-state=succeeded]').length === 3);
  expect(await scene.page.$(dialog)).toBeNull();
});

test.each(['Escape', 'Enter'] as const)('%s in the question uploads nothing', async (key) => {
  await scene.bench.configure({ guard: { ...noGuard, confirmFiles: 2 } });
  await knowsLimit(2);
  await choose(scene.page, ...(await threeFiles(`no ${key}`)));
  await readDialog(scene.page);
  await scene.page.keyboard.press(key);
  await scene.page.waitForFunction((shown: string) => document.querySelector(shown) === null, {}, dialog);
  expect((await readSnapshot(scene.page)).jobs).toEqual([]);
  expect(scene.proxy.history.exchanges).toEqual([]);
});

test('a file over the limit is asked about by its name, and one within it is not', async () => {
  await scene.bench.configure({ guard: { ...noGuard, confirmBytes: 10_000 } });
  await knowsLimit(10_000);
  const small = await scene.choose('small.bin', 10_000);
  await small.isStored();
  const path = await scene.bench.makeFile('large.bin', 10_001);
  await choose(scene.page, path);
  expect((await readDialog(scene.page)).label).toBe(`Upload “${isolatedName('large.bin')}”?`);
  await scene.page.locator(`${dialog} ::-p-aria([name="Upload"][role="button"])`).click();
  await scene.page.waitForFunction(() => document.querySelectorAll('[data-state=succeeded]').length === 2);
});

test('what is captured in a page and turns out too large waits for a yes on its row; the same again is known', async () => {
  const captured = async () => {
    const known = (await readSnapshot(scene.page)).jobs.map(({ id }) => id);
    const click = { menuItemId: 'upload-selection', selectionText: 'eleven byte', frameId: 0 };
    const worker = await scene.bench.extension.worker();
    await worker.evaluate(`chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) =>
      chrome.contextMenus.onClicked.dispatch(${JSON.stringify(click)}, tab))`);
    return await vi.waitFor(
      async () => {
        const job = (await readSnapshot(scene.page)).jobs.find(({ id }) => !known.includes(id));
        expect(job).toBeDefined();
        return rowOf(scene.page, job?.id ?? '');
      },
      { timeout: 10_000 },
    );
  };
  await scene.bench.configure({ guard: { ...offering, confirmBytes: 10 } });
  const first = await captured();
  await first.waitsFor('confirm');
  expect(scene.proxy.history.exchanges).toEqual([]);
  await first.press('Upload');
  await first.shows('succeeded');
  await (await captured()).waitsFor('known');
});

/** Opens the page anew once the background knows a limit: its first snapshot tells it. */
async function knowsLimit(limit: number): Promise<void> {
  await vi.waitFor(async () => {
    const { confirmOver } = await readSnapshot(scene.page);
    expect(Object.values(confirmOver)).toContain(limit);
  });
  await scene.page.reload();
  await scene.page.waitForSelector('.limit-choice');
}
