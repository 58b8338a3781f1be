import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chooseFiles, readSnapshot } from '../../scripts/uploads.ts';
import { type Harness, startHarness, waitForEnd } from '../e2e/harness.ts';
import { optionsOf } from '../e2e/options-fields.ts';
import { endWorker } from '../faults/end-worker.ts';
import { seedHistory, storedJob } from './seeded-history.ts';

const DAY_MS = 86_400_000;

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness();
  const first = await harness.openPage('uploads.html');
  // The background has made its database by then.
  await readSnapshot(first);
  await endWorker(harness.extension);
  const begun = (days: number) => ({ createdAtMs: Date.now() - days * DAY_MS });
  await seedHistory(first, [
    storedJob(1, { name: 'half a day old.txt', ...begun(0.5) }),
    storedJob(2, { name: 'a day and a half old.txt', ...begun(1.5) }),
    storedJob(3, { name: 'a year old.txt', ...begun(365) }),
  ]);
  await first.close();
});
afterAll(() => harness.close());
beforeEach(async () => {
  page = await harness.openPage('uploads.html');
  return () => page.close();
});

const listed = async () => (await readSnapshot(page)).jobs.map(({ name }) => name);

test('what is older than the days to keep leaves the list when they are set', async () => {
  await expect.poll(listed).toEqual(['half a day old.txt', 'a day and a half old.txt', 'a year old.txt']);
  const options = await harness.openPage('options.html');
  await optionsOf(options).enter('Days to keep uploads', '1');
  await optionsOf(options).saved();
  await options.close();
  const rows = () => page.$$eval('.upload-name', (names) => names.map(({ textContent }) => textContent));
  await expect.poll(rows, { timeout: 10_000 }).toEqual(['half a day old.txt']);
  expect(await listed()).toEqual(['half a day old.txt']);
});

test('the list is kept as long as the options say: the newest stay', async () => {
  await harness.configure({ history: { mostJobs: 10, keepDays: null } });
  const names = Array.from({ length: 11 }, (_, index) => `old ${index}.bin`);
  await chooseFiles(page, await Promise.all(names.map((name) => harness.makeFile(name, 100))));
  await expect.poll(async () => (await listed()).length, { timeout: 30_000 }).toBe(10);
  await chooseFiles(page, [await harness.makeFile('new.bin', 100)]);
  await waitForEnd(page, 'new.bin');
  await expect.poll(async () => (await listed()).length, { timeout: 30_000 }).toBe(10);
  expect(await listed()).toContain('new.bin');
});
