import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import { workerEnds, workerIsRunning } from './end-worker.ts';
import { useScene } from './scene.ts';

// Nobody is attached to the worker here: that would keep it alive.
const scene = useScene();

test('L2: a page with nothing to do lets the worker sleep, and shows what happens once it wakes', async () => {
  const { bench } = scene;
  const stored = await scene.choose('idle page.bin', 6 * MIB);
  await stored.isStored();
  const endedMs = Date.now();
  await workerEnds(bench.extension);
  expect(Date.now() - endedMs).toBeLessThan(45_000);
  // Well beyond what a page waits before it connects again.
  await scene.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 5_000)));
  expect(await workerIsRunning(bench.extension)).toBe(false);

  // Another page wakes it: both show the same, the one that slept without a word of its own.
  const other = await bench.openPopup();
  const path = await bench.makeFile('idle other.bin', 6 * MIB);
  await (await other.waitForSelector('input[type=file]'))?.uploadFile(path);
  const isShown = () => document.querySelectorAll('[data-job][data-state=succeeded]').length === 2;
  await Promise.all([scene.page, other].map((page) => page.waitForFunction(isShown, { polling: 50 })));
  await other.close();
});

test('L2: a page whose upload is paused lets the worker sleep, and its button wakes it', async () => {
  const hold = scene.proxy.hold({ step: 'put' }, 'forward');
  const file = await scene.choose('idle page paused.bin', 6 * MIB);
  await hold.arrived;
  await file.row.press('Pause');
  await file.row.shows('paused');
  hold.release();
  await workerEnds(scene.bench.extension);
  await file.row.press('Resume');
  await file.isStored();
});
