import { expect, test } from 'vitest';
import { readSnapshot } from '../../scripts/uploads.ts';
import { MIB } from './bench.ts';
import { expectStoredOnce } from './expect-stored.ts';
import { rowOf } from './rows.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test.each([
  ['running', false],
  ['asleep', true],
])(
  'L5: what is chosen arrives although the popup closes in that moment, with the worker %s',
  async (worker, isAsleep) => {
    const { bench, page } = scene;
    const path = await bench.makeFile(`l5 ${worker}.bin`, 11 * MIB);
    // The worker is known once the page has had its first snapshot.
    await page.waitForSelector('.empty');
    if (isAsleep) await bench.killWorker();
    // After the page's own listener, in the same task.
    await page.evaluate(() => addEventListener('change', () => close()));
    const input = await page.waitForSelector('input[type=file]');
    const isClosed = new Promise((resolve) => page.once('close', resolve));
    // The answer to this call may be lost with the page.
    void input?.uploadFile(path).catch(() => undefined);
    await isClosed;

    await scene.proxy.history.until(
      () => scene.proxy.history.exchanges.some(({ step, status }) => step === 'complete' && status === 200),
      'the end of the upload without a page',
    );
    const again = await scene.reopen();
    const { jobs } = await readSnapshot(again);
    expect(jobs.map(({ name }) => name)).toEqual([`l5 ${worker}.bin`]);
    await expectStoredOnce(bench, again, rowOf(again, jobs[0]?.id ?? ''), path);
  },
);
