import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { isFinal } from '../../lib/core/job.ts';
import { noGuard } from '../../lib/protocol/guard-settings.ts';
import type { JobView } from '../../lib/protocol/messages.ts';
import { hasEnded, readSnapshot, withoutMarks } from '../../scripts/uploads.ts';
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

/** Drops text as a page or another program does. */
async function dropText(mimeType: string, data: string): Promise<void> {
  const session = await page.createCDPSession();
  const dragged = { items: [{ mimeType, data }], files: [], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data: dragged });
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

/** Uploads that are held back for so long stay as they are for a whole test. */
const held = { guard: { ...noGuard, undoSeconds: 60 } };

async function expectRefusal(text: string): Promise<void> {
  const shown = () => page.$eval('.refusals', ({ textContent }) => textContent ?? '');
  await expect.poll(async () => withoutMarks(await shown())).toContain(text);
}

const rowsShown = () => page.$$eval('[data-job]', (rows) => rows.length);

test('files that are the same in two folders are two uploads, and one that is on its way already is told by its path', async () => {
  await harness.configure(held);
  const known = await knownIds();
  const folder = await makeFolder('twice', 'a/same.txt', 'b/same.txt');
  const moment = new Date();
  for (const path of ['a/same.txt', 'b/same.txt']) {
    await writeFile(join(folder, path), 'same');
    await utimes(join(folder, path), moment, moment);
  }
  const added = async () =>
    (await readSnapshot(page)).jobs.filter(({ id }) => !known.includes(id)).map(pathOf);
  await drop(folder);
  await expect.poll(async () => (await added()).sort()).toEqual(['twice/a/same.txt', 'twice/b/same.txt']);
  await drop(folder);
  await expectRefusal('“twice/a/same.txt” is on its way already');
  await expectRefusal('“twice/b/same.txt” is on its way already');
  expect(await added()).toHaveLength(2);
});

test('what of a dropped folder can’t be stored is told by its path, and the rest is stored', async () => {
  const known = await knownIds();
  const folder = await makeFolder('odd', 'a.txt', 'line\nbreak/b.txt');
  await mkdir(join(folder, 'nothing'));
  await drop(folder);
  await expectRefusal('“odd/nothing/” is empty: only files are stored');
  await expectRefusal('a folder’s name has characters that can’t be stored');
  expect((await uploadsSince(known, 1)).map(pathOf)).toEqual(['odd/a.txt']);
});

test('a chosen folder without files is told', async () => {
  await mkdir(join(harness.workDir, 'without files'));
  await chooseFolder(join(harness.workDir, 'without files'));
  await expectRefusal('There are no files in that folder.');
});

test.each([
  ['words', 'text/plain', 'some words'],
  ['addresses that run code', 'text/uri-list', 'javascript:alert(1)'],
  ['bits of markup', 'text/html', '<b>bold</b><script>document.title = "taken"</script>'],
])('%s that are dropped are no file, and the page stays', async (_what, mimeType, data) => {
  const before = page.url();
  await dropText(mimeType, data);
  await expectRefusal('That is neither a file nor the address of one.');
  expect([page.url(), await page.title()]).toEqual([before, 'S3 Uploader']);
});

test.each([
  ['a link', 'text/uri-list', '# a comment\r\nhttp://nas.lan/film.mp4'],
  ['a picture of a page', 'text/html', '<a href="http://a.test/"><img src="http://nas.lan/film.mp4"></a>'],
])(
  'the address of %s that is dropped is taken, and one of a private network is not asked for',
  async (_what, mimeType, data) => {
    const known = await knownIds();
    await dropText(mimeType, data);
    const [job] = await uploadsSince(known, 1);
    expect(job).toMatchObject({
      name: 'film.mp4',
      state: 'failed',
      error: { details: { capture: 'private-address' } },
    });
  },
);

// The last one: it leaves hundreds of uploads behind.
test('of a folder of hundreds, a part is shown, and more when it is asked for', async () => {
  await harness.configure(held);
  const known = await knownIds();
  const names = Array.from({ length: 250 }, (_, index) => `${index}.txt`);
  await drop(await makeFolder('hundreds', ...names));
  const unfinished = async () =>
    (await readSnapshot(page)).jobs.filter(({ state }) => !isFinal(state)).length;
  await expect.poll(async () => (await knownIds()).length - known.length, { timeout: 60_000 }).toBe(250);
  await page.waitForFunction(() => document.querySelector('.taking')?.textContent === '', { polling: 100 });
  const left = await unfinished();
  const over = (await knownIds()).length - left;
  expect(await rowsShown()).toBe(100 + over);
  await page.locator(`::-p-aria([name="Show more; not shown: ${left - 100}"][role="button"])`).click();
  await expect.poll(rowsShown).toBe(200 + over);
});
