import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { MIB, PART_BYTES } from './bench.ts';
import { bytesSent } from './judge.ts';
import { putToSleep } from './process-tree.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const SIZE = 26 * MIB;
/** Longer than a part may take, and than the server is patient. */
const SLEEP_MS = 75_000;

test.each([
  ['a server that has lost patience', true],
  ['a server that still waits', false],
])(
  'N20: a computer that sleeps in the middle of parts goes on with %s, and counts no failure',
  async (title, isImpatient) => {
    // From a link that has shown to be quick, a part that takes longer than this has stalled.
    await scene.bench.configure({ upload: { timeout: 20_000 } });
    await (await scene.choose(`n20 before ${isImpatient}.bin`, 6 * MIB)).isStored();
    const hold = scene.proxy.hold({ step: 'put', part: 4 }, 'forward');
    const file = await scene.choose(`n20 ${title}.bin`, SIZE);
    await hold.arrived;
    const pid = scene.bench.extension.browser.process()?.pid ?? 0;
    expect(pid).toBeGreaterThan(1);
    const wake = await putToSleep(pid);
    try {
      if (isImpatient) {
        await scene.proxy.refuseConnections();
        await scene.proxy.acceptConnections();
      }
      await wait(SLEEP_MS);
    } finally {
      wake();
    }
    await scene.proxy.history.until(() => file.calls('upload', 4).length > 1, 'a new signature', 30_000);
    hold.release();
    const job = await file.isStored();
    expect(job.retries).toBe(0);
    expect(file.calls('start')).toHaveLength(1);
    expect(bytesSent(scene.proxy.history.exchanges, file.name) - SIZE).toBeLessThanOrEqual(5 * PART_BYTES);
  },
);
