import { expect, test } from 'vitest';
import { MIB, PART_BYTES } from './bench.ts';
import { isPutFrom } from './fault.ts';
import { bytesSent } from './judge.ts';
import { createNetworkSwitch, type NetworkSwitch } from './network-switch.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const SIZE = 41 * MIB;

async function withSwitch(use: (network: NetworkSwitch) => Promise<void>): Promise<void> {
  const network = await createNetworkSwitch(scene.bench.extension);
  try {
    await use(network);
  } finally {
    await network.setOffline(false);
    await network.leave();
  }
}

test('N13: a file chosen without a network waits for it, asks nobody, and goes on within 2 s when it is there', async () => {
  await withSwitch(async ({ setOffline }) => {
    await setOffline(true);
    const file = await scene.choose('n13.bin', 6 * MIB);
    await file.row.waitsFor('offline');
    expect(scene.proxy.history.exchanges).toEqual([]);
    await setOffline(false);
    await scene.proxy.history.until(() => file.calls('start').length > 0, 'the start', 2000);
    expect((await file.isStored()).retries).toBe(0);
  });
});

test('N14: an upload that loses the network in the middle of parts goes on within 2 s, without counting a failure', async () => {
  await withSwitch(async ({ setOffline }) => {
    const hold = scene.proxy.hold({ step: 'put', part: 8 }, 'forward');
    const file = await scene.choose('n14.bin', SIZE);
    await hold.arrived;
    await expect.poll(async () => (await file.job()).storedParts, { timeout: 30_000 }).toBeGreaterThan(0);
    await setOffline(true);
    await file.row.waitsFor('offline');
    hold.release();
    const { length } = file.calls('upload');
    await setOffline(false);
    await scene.proxy.history.until(() => file.calls('upload').length > length, 'the next part', 2000);
    expect((await file.isStored()).retries).toBe(0);
    expect(file.calls('start')).toHaveLength(1);
    expect(bytesSent(scene.proxy.history.exchanges, file.name) - SIZE).toBeLessThanOrEqual(5 * PART_BYTES);
  });
});

test('N14: a network that comes and goes costs no failure and no byte of the file', async () => {
  await withSwitch(async ({ setOffline }) => {
    let hold = scene.proxy.holdAll(isPutFrom(2), 'forward');
    const file = await scene.choose('n14 flaps.bin', SIZE);
    for (const next of [5, 8, undefined]) {
      await hold.arrived;
      await setOffline(true);
      await file.row.waitsFor('offline');
      hold.release();
      if (next !== undefined) hold = scene.proxy.holdAll(isPutFrom(next), 'forward');
      await setOffline(false);
      await file.row.shows(['queued', 'uploading', 'completing', 'succeeded']);
    }
    expect((await file.isStored()).retries).toBe(0);
  });
});
