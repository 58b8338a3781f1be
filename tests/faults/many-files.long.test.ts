import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from '../e2e/harness.ts';

const FILES = 5_000;
/** Of the rows of a list so long. */
const MOST_ROWS = 200;
/** A person takes what comes later for slow; a computer that does something else may be late now and then. */
const SOON_MS = 100;
const MOST_LATE = 0.05;
const NEVER_MS = 3_000;

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
  await harness.configure();
});
afterAll(() => harness.close());

/** How long a page took to come to something new, in ms, each time that it was asked to. */
const startBeats = `
  globalThis.beats = [];
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    beats.push(now - last - 10);
    last = now;
  }, 10);
`;

test('U12: 5,000 files at once all come into the list, which stays short, and the page answers meanwhile', async () => {
  const folder = join(harness.workDir, 'many');
  await mkdir(folder);
  const paths = Array.from({ length: FILES }, (_, number) => join(folder, `file ${number}.txt`));
  for (const [number, path] of paths.entries()) await writeFile(path, `the file of number ${number}`);
  const page = await harness.openPage('uploads.html');
  const input = await page.waitForSelector('input[type=file]');
  await page.evaluate(startBeats);
  await input?.uploadFile(...paths);
  const countJobs = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const open = indexedDB.open('uploads');
          open.onerror = () => reject(open.error);
          open.onsuccess = () => {
            const change = open.result.transaction(['jobs', 'finished']);
            const counts = ['jobs', 'finished'].map((name) => change.objectStore(name).count());
            change.oncomplete = () => {
              open.result.close();
              resolve(counts.reduce((sum, { result }) => sum + result, 0));
            };
          };
        }),
    );
  await expect.poll(countJobs, { timeout: 500_000, interval: 1000 }).toBe(FILES);
  const rows = await page.$$eval('[data-job]', ({ length }) => length);
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(MOST_ROWS);
  const beats = await page.evaluate('beats');
  const lateMs = Array.isArray(beats) ? beats.map(Number) : [];
  expect(lateMs.length).toBeGreaterThan(100);
  expect(lateMs.filter((ms) => ms > SOON_MS).length / lateMs.length).toBeLessThan(MOST_LATE);
  expect(Math.max(...lateMs)).toBeLessThan(NEVER_MS);
  await page.close();
});
