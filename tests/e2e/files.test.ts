import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { JobView } from '../../lib/protocol/messages.ts';
import { hasEnded, readSnapshot } from '../../scripts/uploads.ts';
import { expectStored, type Harness, startHarness } from './harness.ts';

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.configure({ store: { location: 's3', path: 'up/' } });
  page = await harness.openPage('uploads.html');
});
afterEach(() => page.close());

const pathOf = ({ folder, name }: JobView) => (folder ?? '') + name;

/** Makes a folder with files of these paths in it, each with its own path for content. @returns where it is */
async function makeFolder(top: string, ...paths: readonly string[]): Promise<string> {
  for (const path of paths) {
    const place = join(harness.workDir, top, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, `${top}/${path}`);
  }
  return join(harness.workDir, top);
}

/** Waits until as many uploads as that have ended since. */
async function uploadsSince(known: readonly string[], count: number): Promise<readonly JobView[]> {
  const ended = async () =>
    (await readSnapshot(page)).jobs.filter((job) => !known.includes(job.id) && hasEnded(job));
  await expect.poll(async () => (await ended()).length, { timeout: 60_000 }).toBe(count);
  return await ended();
}

const knownIds = async () => (await readSnapshot(page)).jobs.map(({ id }) => id);

async function chooseFolder(folder: string): Promise<void> {
  const input = await page.waitForSelector('input[aria-label="Choose folder"]');
  await input?.uploadFile(folder);
}

/** Drops files and folders as a file manager does. */
async function drop(...paths: readonly string[]): Promise<void> {
  const session = await page.createCDPSession();
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
  }
  await session.detach();
}

/** States that each file is stored whole, in its own folder under the path of the options, and is shown so. */
async function expectStructure(jobs: readonly JobView[], paths: readonly string[]): Promise<void> {
  expect(jobs.map(pathOf).sort()).toEqual([...paths].sort());
  for (const job of jobs) {
    await expectStored(harness, job, join(harness.workDir, pathOf(job)));
    const [folder, name] = [job.folder ?? '', job.name];
    expect(job.file?.key?.startsWith(`up/${folder}`)).toBe(true);
    expect(job.file?.key?.slice(`up/${folder}`.length)).toMatch(/^[A-Za-z0-9]+_[^/]+$/);
    expect(job.file?.key?.endsWith(`_${name}`)).toBe(true);
    expect(await page.$eval(`[data-job="${job.id}"] bdi`, (shown) => shown.textContent)).toBe(pathOf(job));
  }
}

test.each([
  ['chosen', chooseFolder],
  ['dropped', drop],
])('a folder that is %s is stored with its folders, under the path of the options', async (how, bring) => {
  const paths = ['a.txt', 'day 1/a.txt', 'day 1/ü/deep/c.txt', 'day 2/a.txt'];
  const known = await knownIds();
  await bring(await makeFolder(`folder ${how}`, ...paths));
  await expectStructure(
    await uploadsSince(known, paths.length),
    paths.map((path) => `folder ${how}/${path}`),
  );
});
