import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import { workerEnds } from './end-worker.ts';
import type { Exchange } from './history.ts';
import { type ChosenFile, useScene } from './scene.ts';

// Nobody is attached to the worker here: that would keep it alive. The judge is the proxy's history.
const scene = useScene();
const isDone = ({ serverStatus }: Exchange) => serverStatus === 200;
const completed = (file: ChosenFile) => file.calls('complete').some(isDone);

test('L2 N7: a part whose answer takes 100 s arrives at the first try, with no page open', async () => {
  scene.proxy.inject({ match: { step: 'put', part: 1 }, do: { kind: 'delay', delayMs: 100_000 } });
  await scene.bench.configure({ upload: { timeout: 200_000 } });
  const file = await scene.choose('l2.bin', 6 * MIB);
  await file.row.shows('uploading');
  await scene.page.close();
  await scene.proxy.history.until(() => completed(file), 'the end of the upload', 130_000);
  expect(file.calls('put', 1)).toHaveLength(1);
  expect(file.calls('put', 1)[0]).toMatchObject({ end: 'answered', status: 200 });
  expect(file.calls('start')).toHaveLength(1);
  await scene.again(file, await scene.reopen()).isStored();
});

test('L2 A17: a worker stays for answers to complete that come after 45 s of “still assembling”', async () => {
  await scene.bench.configure({
    upload: { retryOptions: { retries: 10, factor: 1, minTimeout: 3000, maxTimeout: 3000 } },
  });
  const untilMs = Date.now() + 45_000;
  scene.proxy.inject({
    match: ({ step }) => step === 'complete' && Date.now() < untilMs,
    do: { kind: 'status', status: 202, body: '{}' },
  });
  const file = await scene.choose('l2 pending.bin', 100);
  await scene.proxy.history.until(() => file.calls('complete').length > 0, 'the first complete');
  await scene.page.close();
  await scene.proxy.history.until(() => completed(file), 'the end of the upload', 60_000);
  expect(file.calls('put')).toHaveLength(1);
  await scene.again(file, await scene.reopen()).isStored();
});

test('L1 L2: a worker that is killed with no page open comes back by its alarm and goes on', async () => {
  const hold = scene.proxy.hold({ step: 'put', part: 2 }, 'forward');
  const file = await scene.choose('alarm.bin', 11 * MIB);
  await hold.arrived;
  await scene.page.close();
  await scene.bench.killWorker();
  const killedMs = Date.now();
  hold.release();
  await scene.proxy.history.until(() => completed(file), 'the end of the upload', 60_000);
  expect(Date.now() - killedMs).toBeLessThan(40_000);
  const again = scene.again(file, await scene.reopen());
  await again.isStored();
  expect(file.calls('start')).toHaveLength(1);
});

test('L2: the worker ends within 35 s of the last upload', async () => {
  const file = await scene.choose('idle.bin', 6 * MIB);
  await file.isStored();
  const endedMs = Date.now();
  const gone = workerEnds(scene.bench.extension);
  await scene.page.close();
  await gone;
  expect(Date.now() - endedMs).toBeLessThan(36_000);
});

test('L2: a worker whose only upload is paused may end, and the upload is still there', async () => {
  const hold = scene.proxy.hold({ step: 'put' }, 'forward');
  const file = await scene.choose('idle paused.bin', 6 * MIB);
  await hold.arrived;
  await file.row.press('Pause');
  await file.row.shows('paused');
  const gone = workerEnds(scene.bench.extension);
  await scene.page.close();
  await gone;
  hold.release();
  const again = scene.again(file, await scene.reopen());
  await again.row.shows('paused');
  await again.row.press('Resume');
  await again.isStored();
});
