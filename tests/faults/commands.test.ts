import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import { refusal } from './canned.ts';
import { isPutFrom } from './fault.ts';
import { callsOf } from './judge.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test.each(['start', 'upload', 'put'] as const)(
  'U13: a cancel during %s, clicked twice, ends the requests under way and stores nothing',
  async (step) => {
    const hold = scene.proxy.hold({ step }, 'forward');
    const file = await scene.choose(`u13 ${step}.bin`, 11 * MIB);
    const held = await hold.arrived;
    await file.row.press('Cancel', 2);
    await file.row.shows('cancelled');
    await scene.proxy.history.until(() => held.end === 'client-left', 'the end of the request');
    hold.release();
    await file.isNotStored();
    const { length } = scene.proxy.history.exchanges;
    await file.row.press('Remove from list');
    await file.row.isGone();
    expect(scene.proxy.history.exchanges).toHaveLength(length);
    expect(file.calls('complete')).toEqual([]);
  },
);

test('U13: a cancel while complete is under way comes too late: the file is stored and its link shown', async () => {
  const hold = scene.proxy.hold({ step: 'complete' }, 'answer');
  const file = await scene.choose('u13 complete.bin', 6 * MIB);
  await hold.arrived;
  await file.row.press('Cancel');
  hold.release();
  await file.isStored();
});

test('U13: a waiting upload can be cancelled', async () => {
  scene.proxy.inject({ match: { step: 'start' }, do: refusal(403, 'no') });
  const file = await scene.choose('u13 waiting.bin', 100);
  await file.row.waitsFor('credentials');
  await file.row.press('Cancel');
  await file.row.shows('cancelled');
});

test('U13: a paused upload sends nothing until it is resumed, and nothing stored is sent again', async () => {
  // Parts go onto the wire as they get ready: of the five at once, the three prepared ahead may be the first.
  const hold = scene.proxy.holdAll(isPutFrom(6), 'forward');
  const file = await scene.choose('u13 paused.bin', 61 * MIB);
  await scene.proxy.history.until(
    (all) => callsOf(all, 'put', { file: file.name }).some(({ end }) => end === 'answered'),
    'the first stored part',
  );
  await file.row.press('Pause');
  await file.row.shows('paused');
  hold.release();
  const { storedParts } = await file.job();
  await scene.proxy.history.until((all) => all.every(({ end }) => end !== undefined), 'silence');
  const { length } = file.calls('put');
  expect(length).toBeLessThanOrEqual(storedParts + 5);
  await file.row.press('Resume');
  await file.isStored();
  expect(file.calls('put').length).toBeLessThanOrEqual(13 + 5);
  expect(file.calls('start')).toHaveLength(1);
});

test('U13: a paused upload can be cancelled', async () => {
  scene.proxy.hold({ step: 'put' }, 'forward');
  const file = await scene.choose('u13 both.bin', 6 * MIB);
  await file.row.shows('uploading');
  await file.row.press('Pause');
  await file.row.shows('paused');
  await file.row.press('Cancel');
  await file.row.shows('cancelled');
  await file.isNotStored();
});

test('U13: “Try again” clicked twice begins one upload', async () => {
  scene.proxy.inject({ match: { step: 'start' }, times: 1, do: refusal(400, 'no') });
  const file = await scene.choose('u13 twice.bin', 6 * MIB);
  await file.row.shows('failed');
  await file.row.press('Try again', 2);
  await file.isStored();
  expect(file.calls('start').map(({ status }) => status)).toEqual([400, 200]);
});
