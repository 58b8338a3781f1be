import { expect, test } from 'vitest';
import { MIB } from '../faults/bench.ts';
import { useScene } from '../faults/scene.ts';

const scene = useScene();
/** Longer than any test here takes. */
const long = { undoSeconds: 60 };

test('an upload that is undone in its moment has asked nobody anything', async () => {
  await scene.bench.configure({ guard: long });
  const file = await scene.choose('undone.bin', 11 * MIB);
  await file.row.waitsFor('undo');
  const said = await file.row.says(/Uploading in [1-5]?\d sec/);
  expect(said).toContain('Ready to send');
  expect(await file.row.hasButton('Pause')).toBe(false);
  await file.row.press('Undo', 2);
  await file.row.shows('cancelled');
  expect(scene.proxy.history.exchanges).toEqual([]);
  await file.isNotStored();
});

test('“Now” ends the moment', async () => {
  await scene.bench.configure({ guard: long });
  const file = await scene.choose('now.bin', 6 * MIB);
  await file.row.waitsFor('undo');
  await file.row.press('Now');
  const { createdAtMs } = await file.isStored();
  expect(file.calls('start').map(({ beganMs }) => beganMs < createdAtMs + 60_000)).toEqual([true]);
});

test('the moment ends by itself', async () => {
  await scene.bench.configure({ guard: { undoSeconds: 2 } });
  const file = await scene.choose('waited.bin', 6 * MIB);
  const { createdAtMs } = await file.isStored();
  expect(file.calls('start').map(({ beganMs }) => beganMs >= createdAtMs + 2_000)).toEqual([true]);
});

test('L1: a worker killed in the moment sends nothing before it is over, and what is undone then is undone', async () => {
  await scene.bench.configure({ guard: long });
  const undone = await scene.choose('killed a.bin', MIB);
  await scene.bench.configure({ guard: { undoSeconds: 6 } });
  const sent = await scene.choose('killed b.bin', MIB);
  await undone.row.waitsFor('undo');
  await scene.bench.killWorker();
  await undone.row.press('Undo');
  await undone.row.shows('cancelled');
  const { createdAtMs } = await sent.isStored();
  expect(sent.calls('start').map(({ beganMs }) => beganMs >= createdAtMs + 6_000)).toEqual([true]);
  await undone.isNotStored();
});

test('with no moment an upload begins at once', async () => {
  await scene.bench.configure({ guard: { undoSeconds: 0 } });
  const hold = scene.proxy.hold({ step: 'start' }, 'forward');
  const file = await scene.choose('at once.bin', MIB);
  await hold.arrived;
  await file.row.shows('starting');
  hold.release();
  await file.isStored();
});
