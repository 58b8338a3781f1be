import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from '../e2e/harness.ts';

/** Of more, nothing but the time is different: each is on the disk before it is sent. */
const FILES = 600;
/** Of the rows of a list so long: a page of what is under way, and what has ended. */
const MOST_ROWS = 200;

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
  await harness.configure();
});
afterAll(() => harness.close());

/** How many uploads are under way, and what is known of those that are over. */
function readJobs(page: Page) {
  return page.evaluate(
    () =>
      new Promise<{ underway: number; over: { name: string; state: string }[] }>((resolve, reject) => {
        const open = indexedDB.open('uploads');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const reading = open.result.transaction(['jobs', 'finished']);
          const underway = reading.objectStore('jobs').count();
          const finished = reading.objectStore('finished').getAll();
          reading.oncomplete = () => {
            open.result.close();
            const over = finished.result.map(({ name, state }) => ({ name, state: state.name }));
            resolve({ underway: underway.result, over });
          };
        };
      }),
  );
}

test('U12: hundreds of files at once are stored, each once, and the page answers meanwhile with a list that stays short', async () => {
  const folder = join(harness.workDir, 'many');
  await mkdir(folder);
  const names = Array.from({ length: FILES }, (_, number) => `file ${number}.txt`);
  for (const name of names) await writeFile(join(folder, name), `the bytes of ${name}`);
  const page = await harness.openPage('uploads.html');
  const input = await page.waitForSelector('input[type=file]');
  await input?.uploadFile(...names.map((name) => join(folder, name)));
  const isBegun = async () => (await readJobs(page)).underway > 150;
  await expect.poll(isBegun, { timeout: 120_000, interval: 500 }).toBe(true);
  expect(await page.$$('[data-job]').then(({ length }) => length)).toBeLessThan(MOST_ROWS);
  await page.locator('::-p-text(Select all shown)').click();
  await page.waitForSelector('::-p-text(Selected: 1)');
  expect((await readJobs(page)).underway).toBeGreaterThan(0);

  const isOver = async () => (await readJobs(page)).over.length >= FILES;
  await expect.poll(isOver, { timeout: 400_000, interval: 2_000 }).toBe(true);
  const { underway, over } = await readJobs(page);
  expect(underway).toBe(0);
  expect(over.filter(({ state }) => state !== 'succeeded')).toEqual([]);
  expect(over.map(({ name }) => name).sort()).toEqual(names.sort());
  expect(await page.$$('[data-job]').then(({ length }) => length)).toBeLessThan(MOST_ROWS);
  await page.close();
});
