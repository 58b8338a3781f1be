import { expect, test } from 'vitest';
import { MIB, PART_BYTES } from './bench.ts';
import { refusal } from './canned.ts';
import type { Step } from './history.ts';
import { bytesSent } from './judge.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const SIZE = 31 * MIB;

test.each<readonly [string, 'kill' | 'quit', Step]>([
  [
    'L6: an upload whose browser crashes during start goes on by itself once that runs again',
    'kill',
    'start',
  ],
  [
    'L6: an upload whose browser crashes while parts are sent goes on by itself once that runs again',
    'kill',
    'put',
  ],
  [
    'L6: an upload whose browser crashes during complete goes on by itself once that runs again',
    'kill',
    'complete',
  ],
  [
    'L7: an upload whose browser is closed while parts are sent goes on by itself once that runs again',
    'quit',
    'put',
  ],
])('%s', async (title, how, step) => {
  const { bench, proxy } = scene;
  const hold = proxy.hold({ step, ...(step === 'put' && { part: 7 }) }, 'forward');
  const file = await scene.choose(`${title.slice(0, 2)} ${step}.bin`, SIZE);
  await hold.arrived;
  await bench.stopBrowser(how);
  hold.release();
  const sentBefore = bytesSent(proxy.history.exchanges, file.name);
  await bench.startBrowser();
  await proxy.history.until(
    () => file.calls('complete').some(({ serverStatus }) => serverStatus === 200),
    'the end of the upload without a page',
    60_000,
  );
  const again = scene.again(file, await scene.reopen());
  await again.isStored();
  const sent = bytesSent(proxy.history.exchanges, file.name);
  expect(sent - SIZE).toBeLessThanOrEqual(5 * PART_BYTES);
  expect(sentBefore).toBeLessThanOrEqual(SIZE);
});

test('L6: after a crash the list shows every upload as it was', async () => {
  const { bench, proxy } = scene;
  const stored = await scene.choose('l6 stored.bin', 100);
  await stored.isStored();
  proxy.inject({ match: { step: 'start', file: 'l6 refused.bin' }, do: refusal(400, 'no') });
  proxy.inject({ match: { step: 'start', file: 'l6 waiting.bin' }, do: refusal(403, 'no') });
  const refused = await scene.choose('l6 refused.bin', 100);
  await refused.row.shows('failed');
  const waiting = await scene.choose('l6 waiting.bin', 100);
  await waiting.row.waitsFor('credentials');
  const hold = proxy.hold({ step: 'put', file: 'l6 paused.bin' }, 'forward');
  const paused = await scene.choose('l6 paused.bin', 100);
  await hold.arrived;
  await paused.row.press('Pause');
  await paused.row.shows('paused');

  await bench.stopBrowser('kill');
  hold.release();
  await bench.startBrowser();
  const page = await scene.reopen();
  await scene.again(stored, page).isStored();
  await scene.again(refused, page).row.shows('failed');
  await scene.again(waiting, page).row.waitsFor('credentials');
  await scene.again(paused, page).row.shows('paused');
  await scene.again(paused, page).row.press('Resume');
  await scene.again(paused, page).isStored();
});
