import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { expect, test } from 'vitest';
import { readSnapshot, withoutMarks } from '../../scripts/uploads.ts';
import { expectStored } from '../e2e/harness.ts';
import { MIB } from './bench.ts';
import { choose, refusalSays } from './choosing.ts';
import { expectStoredOnce, jobOf, objectsOf } from './expect-stored.ts';
import { isPutFrom } from './fault.ts';
import { callsOf } from './judge.ts';
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

test('X1: a file chosen in two windows at the same moment is one upload, which both show', async () => {
  await withSecondWindow(async (second) => {
    const path = await scene.bench.makeFile('x1.bin', 11 * MIB);
    const hold = scene.proxy.hold({ step: 'complete' }, 'forward');
    await Promise.all([choose(scene.page, path), choose(second, path)]);
    await hold.arrived;
    const { jobs } = await readSnapshot(scene.page);
    expect(jobs.map(({ name }) => name)).toEqual(['x1.bin']);
    const told = async (page: Page) =>
      withoutMarks(await page.$eval('.refusals', (texts) => texts.textContent ?? ''));
    const texts = await Promise.all([scene.page, second].map(told));
    expect([...texts].sort()).toEqual(['', expect.stringContaining('“x1.bin” is on its way already')]);
    const [id = ''] = jobs.map((job) => job.id);
    await rowOf(second, id).shows('completing');
    hold.release();
    await expectStoredOnce(scene.bench, scene.page, rowOf(scene.page, id), path);
    await rowOf(second, id).shows('succeeded');
    expect(callsOf(scene.proxy.history.exchanges, 'start')).toHaveLength(1);
  });
});

test('U12: a file chosen again while it is uploaded is told of; chosen again later it is a new upload', async () => {
  const hold = scene.proxy.hold({ step: 'put' }, 'forward');
  const file = await scene.choose('u12.bin', 11 * MIB);
  await hold.arrived;
  await scene.bench.killWorker();
  await choose(scene.page, file.path);
  await refusalSays(scene.page, /“u12.bin” is on its way already, and is uploaded once/);
  hold.release();
  await file.isStored();
  const again = await chooseFile(scene.page, file.path);
  expect(again.id).not.toBe(file.row.id);
  await again.shows('succeeded');
  expect(await objectsOf(scene.bench.harness.backend, 'u12.bin')).toHaveLength(2);
});

test('U12: two files of the same name, size and time but other bytes are both stored', async () => {
  const folder = join(scene.bench.harness.workDir, 'u12');
  await mkdir(folder);
  const one = await scene.bench.makeFile('u12 twin.bin', 6 * MIB);
  const other = join(folder, 'u12 twin.bin');
  const bytes = await readFile(one);
  bytes.writeUInt8(bytes.readUInt8(3 * MIB) ^ 1, 3 * MIB);
  await writeFile(other, bytes);
  execFileSync('touch', ['-r', one, other]);
  const hold = scene.proxy.hold({ step: 'complete' }, 'forward');
  const first = await chooseFile(scene.page, one);
  const second = await chooseFile(scene.page, other);
  hold.release();
  for (const [row, path] of [
    [first, one],
    [second, other],
  ] as const) {
    await row.shows('succeeded');
    await expectStored(scene.bench.harness, await jobOf(scene.page, row), path);
  }
});

test('X5: what one window pauses, another resumes, and both show it', async () => {
  await withSecondWindow(async (second) => {
    const hold = scene.proxy.holdAll(isPutFrom(2), 'forward');
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
    const hold = scene.proxy.holdAll({ step: 'put' }, 'forward');
    const path = await scene.bench.makeFile('x5 turns.bin', 31 * MIB);
    const row = await chooseFile(scene.page, path);
    await row.shows('uploading');
    hold.release();
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
