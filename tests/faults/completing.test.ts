import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import { pending, refusal } from './canned.ts';
import { gapsMs } from './judge.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test('A17: “still assembling” is asked again with growing waits until the file is there', async () => {
  scene.proxy.inject({ match: { step: 'complete' }, times: 3, do: pending });
  const file = await scene.choose('a17.bin', 6 * MIB);
  await file.row.shows(['completing', 'waiting']);
  await file.isStored();
  expect(file.calls('complete').map(({ status }) => status)).toEqual([202, 202, 202, 200]);
  for (const [index, gap] of gapsMs(file.calls('complete')).entries()) {
    expect(gap).toBeGreaterThanOrEqual([25, 50, 100][index] ?? 0);
  }
});

test('A18: “still assembling” for ever is neither a hot loop nor a failure, and can be cancelled', async () => {
  scene.proxy.inject({ match: { step: 'complete' }, do: pending });
  const file = await scene.choose('a18.bin', 6 * MIB);
  await scene.proxy.history.until(() => file.calls('complete').length >= 8, 'eight questions');
  const gaps = gapsMs(file.calls('complete'));
  for (const gap of gaps.slice(3)) expect(gap).toBeGreaterThanOrEqual(200);
  expect(await file.row.shows(['completing', 'waiting'])).toBeTruthy();
  expect(file.calls('put')).toHaveLength(2);
  await file.row.press('Cancel');
  await file.row.shows('cancelled');
});

test('A19: a complete that was done although its answer was 500 is asked again and gives one file', async () => {
  scene.proxy.inject({
    match: { step: 'complete' },
    times: 1,
    do: { ...refusal(500, 'Internal error'), isDone: true },
  });
  const file = await scene.choose('a19.bin', 6 * MIB);
  await file.isStored();
  expect(file.calls('start')).toHaveLength(1);
});

test('A19: when the server no longer knows an upload that it may have completed, no second one is made', async () => {
  scene.proxy.inject(
    { match: { step: 'complete', attempt: 1 }, do: { kind: 'lose-answer' } },
    { match: { step: 'complete' }, do: refusal(404, 'Unknown upload') },
  );
  const file = await scene.choose('a19 gone.bin', 6 * MIB);
  await file.row.shows('failed');
  await file.row.says(/may be stored all the same/);
  expect(file.calls('start')).toHaveLength(1);
  expect(file.calls('complete')).toHaveLength(2);
});

test('A1: a complete answered with 503 is asked again', async () => {
  scene.proxy.inject({ match: { step: 'complete' }, times: 2, do: refusal(503) });
  const file = await scene.choose('complete 503.bin', 6 * MIB);
  await file.isStored();
  expect(file.calls('complete')).toHaveLength(3);
});
