import type { Page } from 'puppeteer';
import { expect, test } from 'vitest';
import { readSnapshot } from '../../scripts/uploads.ts';
import { MIB } from './bench.ts';
import { expectStoredOnce, objectsOf } from './expect-stored.ts';
import { chooseFile, command, rowOf } from './rows.ts';
import { useScene } from './scene.ts';

const scene = useScene();

async function withSecondWindow(use: (second: Page) => Promise<void>): Promise<void> {
  const second = await scene.bench.openPopup('window');
  try {
    await use(second);
  } finally {
    await second.close();
  }
}

test('X1: a file chosen in two windows at the same moment is stored whole and shown in both', async () => {
  await withSecondWindow(async (second) => {
    const path = await scene.bench.makeFile('x1.bin', 11 * MIB);
    const inputs = await Promise.all(
      [scene.page, second].map((page) => page.waitForSelector('input[type=file]')),
    );
    await Promise.all(inputs.map((input) => input?.uploadFile(path)));
    await scene.page.waitForSelector('[data-job]');
    const settled = () => document.querySelector('[data-job]:not([data-state=succeeded])') === null;
    await Promise.all([scene.page, second].map((page) => page.waitForFunction(settled)));
    const { jobs } = await readSnapshot(scene.page);
    const keys = await objectsOf(scene.bench.harness.backend, 'x1.bin');
    expect([...keys].sort()).toEqual(jobs.map(({ file }) => file?.key).sort());
    const shown = (page: Page) => page.$$eval('[data-job]', (rows) => rows.map((row) => row.outerHTML));
    expect(await shown(second)).toEqual(await shown(scene.page));
  });
});

test('X5: what one window pauses, another resumes, and both show it', async () => {
  await withSecondWindow(async (second) => {
    const hold = scene.proxy.hold({ step: 'put', part: 2 }, 'forward');
    const file = await scene.choose('x5.bin', 31 * MIB);
    await hold.arrived;
    const other = rowOf(second, file.row.id);
    await file.row.press('Pause');
    await other.shows('paused');
    const before = file.calls('put').length;
    await other.press('Resume');
    await file.row.shows(['queued', 'uploading']);
    hold.release();
    await file.isStored();
    await other.shows('succeeded');
    expect(file.calls('start')).toHaveLength(1);
    expect(before).toBeLessThanOrEqual(7);
  });
});

test('X5: commands of two windows in quick turn end in the last one’s state', async () => {
  await withSecondWindow(async (second) => {
    scene.proxy.inject({ match: { step: 'put' }, do: { kind: 'delay', delayMs: 200 } });
    const path = await scene.bench.makeFile('x5 turns.bin', 31 * MIB);
    const row = await chooseFile(scene.page, path);
    await row.shows('uploading');
    for (let turn = 0; turn < 5; turn++) {
      await Promise.all([
        command(scene.page, row.id, 'pause-requested'),
        command(second, row.id, 'resume-requested'),
        command(second, row.id, 'pause-requested'),
      ]);
      await command(turn % 2 === 0 ? second : scene.page, row.id, 'resume-requested');
    }
    await expectStoredOnce(scene.bench, scene.page, row, path);
    await rowOf(second, row.id).shows('succeeded');
  });
});

test('X5: a cancel in one window is final, whatever the other asks for', async () => {
  await withSecondWindow(async (second) => {
    const hold = scene.proxy.hold({ step: 'put', part: 1 }, 'forward');
    const file = await scene.choose('x5 cancel.bin', 11 * MIB);
    await hold.arrived;
    const other = rowOf(second, file.row.id);
    await other.press('Cancel');
    await file.row.shows('cancelled');
    for (const name of ['resume-requested', 'pause-requested', 'retry-requested'] as const) {
      await command(scene.page, file.row.id, name);
    }
    hold.release();
    await other.shows('cancelled');
    await file.isNotStored();
    expect((await file.job()).state).toBe('cancelled');
  });
});
