import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from '../e2e/harness.ts';

const FILES = 5_000;
/** They take some minutes, most of them the gateway's and the store's on the same two cores. */
const TIME_LIMIT_MS = 1_800_000;
/** Of the rows of a list so long: a page of what is under way, and what has ended. */
const MOST_ROWS = 200;
/** Of what is under way. */
const PAGE_ROWS = 100;

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

test(
  'U12: 5,000 files at once are stored, each once, and the page answers meanwhile with a list that stays short',
  async () => {
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
    const isShown = (count: number) => document.querySelectorAll('[data-job]').length >= count;
    await page.waitForFunction(isShown, {}, PAGE_ROWS);
    // Later others take the place of those that are selected: what it says first counts.
    const told = page.waitForFunction(
      () => {
        const texts = [...document.querySelectorAll('[role=status]')].map(({ textContent }) => textContent);
        return texts.map((text) => /^Selected: (\d+)$/.exec(text ?? '')?.[1]).find(Boolean);
      },
      { polling: 'mutation' },
    );
    await page.locator('::-p-text(Select all shown)').click();
    const selected = Number(await (await told).jsonValue());
    expect(selected).toBeGreaterThanOrEqual(PAGE_ROWS);
    expect(selected).toBeLessThan(MOST_ROWS);
    expect((await readJobs(page)).underway).toBeGreaterThan(0);

    const isOver = async () => (await readJobs(page)).over.length >= FILES;
    await expect.poll(isOver, { timeout: 1_500_000, interval: 5_000 }).toBe(true);
    const { underway, over } = await readJobs(page);
    expect(underway).toBe(0);
    expect(over.filter(({ state }) => state !== 'succeeded')).toEqual([]);
    expect(over.map(({ name }) => name).sort()).toEqual(names.sort());
    expect(await page.$$('[data-job]').then(({ length }) => length)).toBeLessThan(MOST_ROWS);
    await page.close();
  },
  TIME_LIMIT_MS,
);
