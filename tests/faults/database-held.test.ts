import { expect, test } from 'vitest';
import { readSnapshot } from '../../scripts/uploads.ts';
import { MIB } from './bench.ts';
import { expectStoredOnce } from './expect-stored.ts';
import { chooseFile } from './rows.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const NOTICE = 'The list of uploads can’t be opened yet';
const isShown = (text: string) => document.body.textContent?.includes(text) ?? false;
const isGone = (text: string) => !document.body.textContent?.includes(text);

// As a page of an older version does that never lets go.
const takeDatabase = `new Promise((resolve, reject) => {
  const deleting = indexedDB.deleteDatabase('uploads');
  deleting.onerror = () => reject(deleting.error);
  deleting.onsuccess = () => {
    const opening = indexedDB.open('uploads', 1);
    opening.onupgradeneeded = () => {
      for (const name of ['jobs', 'parts', 'blobs']) opening.result.createObjectStore(name);
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => { globalThis.held = opening.result; resolve(); };
  };
})`;

test('Q4: a database that another page holds is waited for; after 5 s the page says so, and goes on when it is free', async () => {
  const { bench } = scene;
  const holder = await bench.extension.browser.newPage();
  await holder.goto(bench.extension.pageUrl('options.html'));
  await bench.killWorker();
  await holder.evaluate(takeDatabase);
  const page = await scene.reopen();
  const openedMs = Date.now();
  await page.waitForFunction(isShown, { polling: 50 }, NOTICE);
  expect(Date.now() - openedMs).toBeGreaterThan(3_000);
  expect(await page.$('.empty')).toBeNull();

  await holder.evaluate('held.close()');
  await page.waitForFunction(isGone, { polling: 50 }, NOTICE);
  const path = await bench.makeFile('q4.bin', 6 * MIB);
  await expectStoredOnce(bench, page, await chooseFile(page, path), path);
  await holder.close();
});

test('Q4: the worker lets go of the database for a newer version, and its uploads are shown and not touched', async () => {
  const { bench } = scene;
  const file = await scene.choose('q4 newer.bin', 100);
  await file.isStored();
  const version = await scene.page.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('uploads', 1000);
    opening.onblocked = () => reject(new Error('blocked'));
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => { resolve(opening.result.version); opening.result.close(); };
  })`);
  expect(version).toBe(1000);
  await bench.killWorker();
  const page = await scene.reopen();
  await scene.again(file, page).row.shows('succeeded');
  expect((await readSnapshot(page)).isReadOnly).toBe(true);
  await page.waitForFunction(isShown, { polling: 50 }, 'a newer version of the extension');
  // For the tests that follow: this version’s own.
  await bench.killWorker();
  await page.evaluate(`new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase('uploads');
    deleting.onerror = () => reject(deleting.error);
    deleting.onsuccess = resolve;
  })`);
  await scene.reopen();
});
