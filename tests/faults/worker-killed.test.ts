import { expect, test } from 'vitest';
import { defaultSlotLimits, PARTS_PREPARED_AHEAD } from '../../lib/core/scheduler.ts';
import { MIB, PART_BYTES } from './bench.ts';
import { refusal } from './canned.ts';
import type { Step } from './history.ts';
import { bytesSent } from './judge.ts';
import { command } from './rows.ts';
import { type ChosenFile, useScene } from './scene.ts';

const scene = useScene();
const SIZE = 41 * MIB;
const CONCURRENCY = 5;
/** Requests to one host, those that are prepared included. */
const MOST_AT_ONCE = defaultSlotLimits.perHost + PARTS_PREPARED_AHEAD;

/** Ends the worker while a request of this step stands still, and lets the page's line to it wake it again. */
async function killDuring(step: Step, before: 'forward' | 'answer', name: string): Promise<ChosenFile> {
  const part = step === 'put' || step === 'upload' ? { part: 8 } : {};
  const hold = scene.proxy.hold({ step, ...part }, before);
  const file = await scene.choose(name, SIZE);
  await hold.arrived;
  await scene.bench.killWorker();
  hold.release();
  return file;
}

function expectLittleSentAgain(file: ChosenFile): void {
  const again = bytesSent(scene.proxy.history.exchanges, file.name) - SIZE;
  expect(again).toBeLessThanOrEqual(CONCURRENCY * PART_BYTES);
}

test.each<readonly [string, Step, 'forward' | 'answer']>([
  ['while start is on its way', 'start', 'forward'],
  ['when start was done but not heard of', 'start', 'answer'],
  ['while a part is being signed', 'upload', 'forward'],
  ['while a part is on its way', 'put', 'forward'],
  ['when a part was stored but not heard of', 'put', 'answer'],
  ['while complete is on its way', 'complete', 'forward'],
  ['when complete was done but not heard of', 'complete', 'answer'],
])('L1: a worker killed %s goes on, sends little again and stores one file', async (title, step, before) => {
  const file = await killDuring(step, before, `l1 ${title}.bin`);
  await file.isStored();
  expectLittleSentAgain(file);
  // A second start is a second upload; only the one that nobody heard of may be left behind.
  expect(file.calls('start').length).toBeLessThanOrEqual(step === 'start' ? 2 : 1);
});

test('L1: a worker killed while it reads the file loses nothing it was given: it goes on, or asks for the file', async () => {
  const path = await scene.bench.makeFile('l1 staging.bin', 300 * MIB);
  const input = await scene.page.waitForSelector('input[type=file]');
  await input?.uploadFile(path);
  const shown = await scene.page.waitForSelector('[data-job]');
  const id = await shown?.evaluate((row) => row.getAttribute('data-job'));
  await scene.bench.killWorker();
  const row = `li[data-job="${id}"]`;
  const end = await scene.page.waitForFunction(
    (selector: string) => {
      const { state, reason } = (document.querySelector(selector) as HTMLElement | null)?.dataset ?? {};
      return /succeeded|failed/.test(state ?? '') || reason === 'file' ? (reason ?? state) : undefined;
    },
    // On a busy machine 300 MiB take longer than the 30 s of a usual wait.
    { timeout: 100_000, polling: 50 },
    row,
  );
  const ended = String(await end.jsonValue());
  if (ended === 'succeeded') return;
  expect(await scene.page.$eval(row, (element) => element.textContent)).toMatch(
    /[Cc]hoose (it|the file) again/,
  );
});

test('L1: a worker killed while an upload waits for its turn takes it up again', async () => {
  const hold = scene.proxy.holdAll({ step: 'start' }, 'forward');
  const files = [];
  while (files.length < MOST_AT_ONCE) files.push(await scene.choose(`l1 turn ${files.length}.bin`, 100));
  // More than the browser has connections to a host, so that not all of them arrive.
  for (const { row } of files) await row.shows('starting');
  const queued = await scene.choose('l1 queued.bin', 100);
  await queued.row.shows('queued');
  await scene.bench.killWorker();
  hold.release();
  for (const file of [...files, queued]) await file.isStored();
});

test('L1: an upload that waits for new settings still does after its worker was killed', async () => {
  scene.proxy.inject({
    match: ({ step, sent }) => step === 'start' && sent['signature'] !== 'right',
    do: refusal(403, 'no'),
  });
  const file = await scene.choose('l1 waiting.bin', 6 * MIB);
  await file.row.waitsFor('credentials');
  await scene.bench.killWorker();
  await scene.reopen();
  const again = scene.again(file, scene.page);
  await again.row.waitsFor('credentials');
  await scene.bench.configure({ policy: 'cA', signature: 'right' });
  await again.isStored();
});

test('L1: a paused upload stays paused after its worker was killed', async () => {
  const hold = scene.proxy.hold({ step: 'put', part: 2 }, 'forward');
  const file = await scene.choose('l1 paused.bin', 11 * MIB);
  await hold.arrived;
  await file.row.press('Pause');
  await file.row.shows('paused');
  await scene.bench.killWorker();
  hold.release();
  await scene.reopen();
  const again = scene.again(file, scene.page);
  await again.row.shows('paused');
  const { length } = file.calls('put');
  await again.row.press('Resume');
  await again.isStored();
  expect(file.calls('put').length).toBeGreaterThan(length);
  expect(file.calls('start')).toHaveLength(1);
});

test('L1: an upload being cancelled is cancelled after its worker was killed', async () => {
  const hold = scene.proxy.hold({ step: 'put', part: 1 }, 'forward');
  const file = await scene.choose('l1 cancelling.bin', 11 * MIB);
  await hold.arrived;
  void command(scene.page, file.row.id, 'cancel-requested');
  await file.row.shows(['cancelling', 'cancelled']);
  await scene.bench.killWorker();
  hold.release();
  await scene.reopen();
  await scene.again(file, scene.page).row.shows('cancelled');
  await file.isNotStored();
});

test('L3: an upload whose worker is killed again and again arrives whole', async () => {
  scene.proxy.inject({ match: { step: 'put' }, do: { kind: 'delay', delayMs: 100 } });
  const file = await scene.choose('l3.bin', 101 * MIB);
  for (const stored of [3, 8, 13]) {
    await scene.proxy.history.until(
      () => file.calls('put').filter(({ status }) => status === 200).length >= stored,
      `${stored} stored parts`,
    );
    await scene.bench.killWorker();
  }
  await file.isStored();
  const again = bytesSent(scene.proxy.history.exchanges, file.name) - 101 * MIB;
  expect(again).toBeLessThanOrEqual(3 * CONCURRENCY * PART_BYTES);
  expect(file.calls('start')).toHaveLength(1);
});

test('L16: an alarm that the browser has lost is set again when the worker wakes', async () => {
  const hold = scene.proxy.hold({ step: 'put', part: 2 }, 'forward');
  const file = await scene.choose('l16.bin', 11 * MIB);
  await hold.arrived;
  await scene.page.evaluate('browser.alarms.clearAll()');
  await scene.bench.killWorker();
  const second = scene.proxy.hold({ step: 'put', part: 2 }, 'forward');
  hold.release();
  await second.arrived;
  const alarms = await scene.page.evaluate('browser.alarms.getAll()');
  expect(alarms).not.toEqual([]);
  second.release();
  await file.isStored();
});
