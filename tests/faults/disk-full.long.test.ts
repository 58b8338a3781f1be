import type { Page } from 'puppeteer';
import { beforeEach, expect, test } from 'vitest';
import { MIB } from './bench.ts';
import { expectStoredOnce, jobOf } from './expect-stored.ts';
import { callsOf } from './judge.ts';
import { chooseFile, rowOf } from './rows.ts';
import { describeOnSmallDisk } from './small-disk.ts';
import { useSmallDiskBench } from './small-disk-bench.ts';

/** A database that a full disk has closed may take some tries to open; the waits between them become longer. */
const LADDER_MS = 300_000;

/** What Chromium itself does when it takes what a full disk has torn for damage. It may take some tries here, too. */
async function loseDatabase(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.deleteDatabase('uploads');
        request.onsuccess = () => resolve(true);
        request.onerror = () => resolve(false);
      }),
    { polling: 250, timeout: 60_000 },
  );
}

describeOnSmallDisk('a profile on a disk of 96 MiB', () => {
  const small = useSmallDiskBench(96);

  beforeEach(async () => {
    small.bench.proxy.reset();
    await small.bench.configure();
  });

  test('Q1: a file that the disk has no room for is sent from the open page, which says to keep it open', async () => {
    const page = await small.bench.openPopup();
    const path = await small.bench.makeFile('q1.bin', 120 * MIB);
    const hold = small.bench.proxy.holdAll({ step: 'put' }, 'forward');
    const row = await chooseFile(page, path);
    await row.says(/[Kk]eep this page open/);
    hold.release();
    await expectStoredOnce(small.bench, page, row, path);
    await page.close();
  });

  test('Q1: a file beside it that fits is stored, too', async () => {
    const page = await small.bench.openPopup();
    const large = await small.bench.makeFile('q1 large.bin', 120 * MIB);
    const little = await small.bench.makeFile('q1 small.bin', 6 * MIB);
    const first = await chooseFile(page, large);
    const second = await chooseFile(page, little);
    await expectStoredOnce(small.bench, page, second, little);
    await expectStoredOnce(small.bench, page, first, large);
    await page.close();
  });

  /** Lets go of the file's fifth part once the disk has no byte of room. */
  async function fillInTheMiddle(name: string) {
    const page = await small.bench.openPopup();
    const path = await small.bench.makeFile(name, 31 * MIB);
    const hold = small.bench.proxy.hold({ step: 'put', part: 5, file: name }, 'answer');
    const row = await chooseFile(page, path);
    await hold.arrived;
    await small.disk.fill();
    hold.release();
    return { page, path, row };
  }

  test('Q2: when the disk fills up in the middle the upload is paused, and ends whole when there is room again', async () => {
    const { page, path, row } = await fillInTheMiddle('q2.bin');
    await row.waitsFor('disk');
    await row.says(/room/);
    await small.disk.empty();
    await row.press('Try now');
    await expectStoredOnce(small.bench, page, row, path, LADDER_MS);
    expect(callsOf(small.bench.proxy.history.exchanges, 'start', { file: 'q2.bin' })).toHaveLength(1);
    await page.close();
  });

  test('Q2 F5: an upload goes on whose records the browser has lost on a full disk', async () => {
    const { page, path, row } = await fillInTheMiddle('q2 lost.bin');
    await row.waitsFor('disk');
    await small.disk.empty();
    await loseDatabase(page);
    await row.press('Try now');
    await expectStoredOnce(small.bench, page, row, path, LADDER_MS);
    expect(callsOf(small.bench.proxy.history.exchanges, 'start', { file: 'q2 lost.bin' })).toHaveLength(1);
    // The next process finds all of it in the journal again.
    await small.bench.killWorker();
    const later = await small.bench.openPopup();
    await rowOf(later, row.id).shows('succeeded');
    await later.close();
    await page.close();
  });

  test('Q2: a file chosen while the disk is full is told of, or sent all the same', async () => {
    const page = await small.bench.openPopup();
    const path = await small.bench.makeFile('q2 full.bin', 6 * MIB);
    await small.disk.fill();
    const input = await page.waitForSelector('input[type=file]');
    await input?.uploadFile(path);
    const told = await page.waitForFunction(
      () => {
        const row = [...document.querySelectorAll('[data-job]')].find((item) =>
          item.textContent?.includes('q2 full.bin'),
        );
        const refused = document.querySelector('[role=alert]')?.textContent;
        return row?.getAttribute('data-job') ?? (refused || undefined);
      },
      { polling: 50 },
    );
    const text = String(await told.jsonValue());
    await small.disk.empty();
    if (text.includes('q2 full.bin')) return;
    const row = rowOf(page, text);
    const state = await row.shows(['succeeded', 'waiting', 'failed']);
    if (state === 'waiting') await row.press('Try now');
    await expectStoredOnce(small.bench, page, row, path);
    expect((await jobOf(page, row)).state).toBe('succeeded');
    await page.close();
  });
});
