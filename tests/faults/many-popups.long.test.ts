import type { Page } from 'puppeteer';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { snapshotPortName } from '../../lib/protocol/messages.ts';
import { parse } from '../../lib/protocol/parse.ts';
import { MIB } from './bench.ts';
import { choose } from './choosing.ts';
import { useScene } from './scene.ts';

const scene = useScene();

/** How many ports to pages the background holds on to. */
async function countPorts(): Promise<number> {
  const { browser, extensionId } = scene.bench.extension;
  const target = browser
    .targets()
    .find((item) => item.type() === 'service_worker' && new URL(item.url()).host === extensionId);
  if (target === undefined) throw new Error('no worker is running');
  const session = await target.createCDPSession();
  try {
    const { result } = await session.send('Runtime.evaluate', { expression: 'Set.prototype' });
    const { objects: sets } = await session.send('Runtime.queryObjects', {
      prototypeObjectId: result.objectId ?? '',
    });
    const counted = await session.send('Runtime.callFunctionOn', {
      objectId: sets.objectId ?? '',
      functionDeclaration: `function () {
        return this.flatMap((set) => [...set]).filter((item) => typeof item?.postMessage === 'function').length;
      }`,
      returnByValue: true,
    });
    return parse(v.number(), counted.result.value, 'the count of ports');
  } finally {
    await session.detach();
  }
}

/** Counts the snapshots that come to a page from now on. @returns how many came, and in how many milliseconds */
async function countSnapshots(
  page: Page,
): Promise<() => Promise<{ readonly count: number; readonly inMs: number }>> {
  await page.evaluate(`(() => {
    const seen = { count: 0, sinceMs: performance.now() };
    globalThis.seenSnapshots = seen;
    browser.runtime.connect({ name: ${JSON.stringify(snapshotPortName)} }).onMessage.addListener(() => {
      seen.count += 1;
    });
  })()`);
  return async () => {
    const seen = await page.evaluate(
      '({ count: seenSnapshots.count, inMs: performance.now() - seenSnapshots.sinceMs })',
    );
    return parse(v.object({ count: v.number(), inMs: v.number() }), seen, 'the count of snapshots');
  };
}

test('X9: a popup opened and closed fifty times during an upload leaves no port behind', async () => {
  const hold = scene.proxy.hold({ step: 'put', part: 2 }, 'forward');
  const file = await scene.choose('x9.bin', 11 * MIB);
  await hold.arrived;
  const before = await countPorts();
  expect(before).toBe(1);
  for (let turn = 0; turn < 50; turn++) {
    const popup = await scene.bench.openPopup();
    await popup.waitForSelector(file.row.selector);
    await popup.close();
  }
  await expect.poll(countPorts, { timeout: 20_000, interval: 500 }).toBe(before);
  hold.release();
  await file.isStored();
});

test('X9: however much happens at once, a page hears of it at most ten times a second, and of the end', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `x9 ${index}.bin`);
  const paths = await Promise.all(names.map((name) => scene.bench.makeFile(name, 1_000)));
  const counted = await countSnapshots(scene.page);
  await choose(scene.page, ...paths);
  await scene.page.waitForFunction(
    (count: number) =>
      [...document.querySelectorAll('[data-state=succeeded] bdi')].filter(({ textContent }) =>
        /^x9 \d/.test(textContent ?? ''),
      ).length === count,
    { polling: 50, timeout: 60_000 },
    paths.length,
  );
  const { count, inMs } = await counted();
  // Each of the files goes through six states at least.
  expect(count).toBeGreaterThan(1);
  expect(count).toBeLessThanOrEqual(inMs / 100 + 1);
  expect(count).toBeLessThan(40 * 6);
});
