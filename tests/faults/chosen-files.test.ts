import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { expect, test } from 'vitest';
import { readSnapshot } from '../../scripts/uploads.ts';
import { expectStored } from '../e2e/harness.ts';
import { MIB } from './bench.ts';
import { choose, refusalSays } from './choosing.ts';
import { expectNothingStored, expectStoredOnce, objectsOf } from './expect-stored.ts';
import { chooseFile, command, rowOf } from './rows.ts';
import { useScene } from './scene.ts';

const scene = useScene();

/** Chooses a file, and hands it over only when something has been done meanwhile. */
async function chooseAndMeanwhile(page: Page, path: string, meanwhile: () => Promise<void>): Promise<void> {
  await page.evaluate(() => {
    document.addEventListener('change', (event) => event.stopImmediatePropagation(), {
      capture: true,
      once: true,
    });
  });
  await choose(page, path);
  await meanwhile();
  await page.$eval('input[type=file]', (input) =>
    input.dispatchEvent(new Event('change', { bubbles: true })),
  );
}

/** Drops files as a file manager does. */
async function drop(page: Page, ...files: readonly string[]): Promise<void> {
  const session = await page.createCDPSession();
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
  }
  await session.detach();
}

async function expectNothingAsked(): Promise<void> {
  expect(scene.proxy.history.exchanges).toEqual([]);
  expect((await readSnapshot(scene.page)).jobs).toEqual([]);
}

test.each<[string, RegExp, (path: string) => Promise<void>]>([
  ['changed', /“fc1 changed.bin” was changed since it was chosen/, (path) => appendFile(path, 'more')],
  ['deleted', /“fc1 deleted.bin” is .*no longer there/, (path) => rm(path)],
])(
  'FC1: a file that is %s between choosing and starting is refused, and nothing is sent',
  async (what, text, change) => {
    const path = await scene.bench.makeFile(`fc1 ${what}.bin`, 6 * MIB);
    await chooseAndMeanwhile(scene.page, path, () => change(path));
    await refusalSays(scene.page, text);
    await expectNothingAsked();
    await writeFile(path, 'what it is now');
    await expectStoredOnce(scene.bench, scene.page, await chooseFile(scene.page, path), path);
  },
);

test('FC3: what happens to a file after it was copied does not reach its upload', async () => {
  const hold = scene.proxy.hold({ step: 'put' }, 'forward');
  const file = await scene.choose('fc3.bin', 11 * MIB);
  await hold.arrived;
  const copy = join(scene.bench.harness.workDir, 'copy of fc3.bin');
  execFileSync('cp', [file.path, copy]);
  await writeFile(file.path, 'other bytes');
  await scene.bench.killWorker();
  hold.release();
  execFileSync('cp', [copy, file.path]);
  await file.isStored();
});

test('FC7: an empty folder that is dropped is told by name, and a file beside it is uploaded', async () => {
  const folder = join(scene.bench.harness.workDir, 'fc7 folder');
  await mkdir(folder);
  const path = await scene.bench.makeFile('fc7 beside.bin', 100);
  await drop(scene.page, folder, path);
  await refusalSays(scene.page, /“fc7 folder.” is empty: only files are stored, not folders/);
  await scene.page.waitForSelector('[data-job]');
  const { jobs } = await readSnapshot(scene.page);
  expect(jobs.map(({ name }) => name)).toEqual(['fc7 beside.bin']);
  await expectStoredOnce(scene.bench, scene.page, rowOf(scene.page, jobs[0]?.id ?? ''), path);
});

test.each<[string, () => string]>([
  ['a folder in the file dialog', () => scene.bench.harness.workDir],
  ['a device', () => '/dev/zero'],
  ['a file of /proc', () => '/proc/cpuinfo'],
  [
    'a pipe',
    () => {
      const path = join(scene.bench.harness.workDir, 'fc7.fifo');
      execFileSync('mkfifo', [path]);
      return path;
    },
  ],
])('FC7: %s is refused, and nothing is sent', async (_what, pathOf) => {
  await choose(scene.page, pathOf());
  await refusalSays(scene.page, /not an ordinary file|nothing that can be read|is not a file/);
  await expectNothingAsked();
});

test('FC8: a file that is still being written is stored as it was at one moment, or refused', async () => {
  const path = await scene.bench.makeFile('fc8.bin', 16 * MIB);
  let isWriting = true;
  const writing = (async () => {
    while (isWriting) await appendFile(path, 'more');
  })();
  await choose(scene.page, path);
  const outcome = await scene.page.waitForFunction(
    () =>
      document.querySelector('[data-state=succeeded], [data-reason=file]')?.getAttribute('data-state') ??
      (document.querySelector('.refusals')?.textContent || undefined),
    { polling: 50 },
  );
  isWriting = false;
  await writing;
  const [job] = (await readSnapshot(scene.page)).jobs;
  if (job?.state === 'succeeded') {
    // Bytes are only ever added here, so that what it was at a moment is its beginning.
    await truncate(path, job.sizeBytes);
    await expectStored(scene.bench.harness, job, path);
    return;
  }
  expect(await outcome.jsonValue()).toMatch(/^waiting$|was changed since it was chosen/);
  await expectNothingStored(scene.bench, path);
  if (job !== undefined) await command(scene.page, job.id, 'cancel-requested');
  await expectStoredOnce(scene.bench, scene.page, await chooseFile(scene.page, path), path);
});

test('FC10: an empty file is refused before anything is sent, and those beside it are uploaded', async () => {
  const empty = await scene.bench.makeFile('fc10 empty.bin', 0);
  const path = await scene.bench.makeFile('fc10 beside.bin', 1);
  await choose(scene.page, empty, path);
  await refusalSays(scene.page, /“fc10 empty.bin” is empty.*Filestack doesn’t accept empty files/);
  await scene.page.waitForSelector('[data-job]');
  const { jobs } = await readSnapshot(scene.page);
  expect(jobs.map(({ name }) => name)).toEqual(['fc10 beside.bin']);
  await expectStoredOnce(scene.bench, scene.page, rowOf(scene.page, jobs[0]?.id ?? ''), path);
  expect(await objectsOf(scene.bench.harness.backend, 'fc10 empty.bin')).toEqual([]);
  expect(scene.proxy.history.exchanges.filter(({ file }) => file === 'fc10 empty.bin')).toEqual([]);
});

test('U12: a choice of no files changes nothing and says nothing', async () => {
  const { page } = scene;
  const before = await page.$eval('main', ({ textContent }) => textContent);
  await page.$eval('input[type=file]', (input) =>
    input.dispatchEvent(new Event('change', { bubbles: true })),
  );
  expect((await readSnapshot(page)).jobs).toEqual([]);
  expect(await page.$eval('main', ({ textContent }) => textContent)).toBe(before);
});
