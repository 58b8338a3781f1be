import { expect, test } from 'vitest';
import { FINISHED_PAGE } from '../../lib/engine/ports.ts';
import { newJobId, sampleJob } from '../../lib/engine/testing/sample-job.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import { MIB } from './bench.ts';
import { expectStoredOnce } from './expect-stored.ts';
import { chooseFile } from './rows.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const ROWS = 100_000;

const old = sampleJob({
  id: newJobId(),
  name: 'old.bin',
  state: { name: 'succeeded', file: { handle: 'h', url: 'https://cdn.example/h' }, elapsedMs: 1 },
});

/** As many uploads of last year as there may be. @returns how many there are now */
const seed = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('uploads');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const change = opening.result.transaction('finished', 'readwrite');
    const store = change.objectStore('finished');
    for (let index = 1; index <= ${ROWS}; index += 1) {
      const id = crypto.randomUUID();
      store.put({ ...${JSON.stringify(old)}, id, createdAtMs: index }, id);
    }
    change.onabort = () => reject(change.error);
    const counting = store.count();
    change.oncomplete = () => { opening.result.close(); resolve(counting.result); };
  };
})`;

const rowCount = () => document.querySelectorAll('[data-job]').length;

test('Q9: with a history of 100,000 the list opens with the newest 50, and each change sends no more', async () => {
  const { bench } = scene;
  await scene.page.waitForSelector('.empty');
  await bench.killWorker();
  expect(await scene.page.evaluate(seed)).toBe(ROWS);

  const page = await scene.reopen();
  await page.waitForSelector('[data-job]');
  expect(await page.evaluate(rowCount)).toBe(FINISHED_PAGE);
  const { jobs, hasOlder } = await readSnapshot(page);
  expect(jobs.map(({ createdAtMs }) => createdAtMs).sort((a, b) => b - a)).toEqual(
    Array.from({ length: FINISHED_PAGE }, (_, index) => ROWS - index),
  );
  expect(hasOlder).toBe(true);

  await page.evaluate(`
    globalThis.sizes = [];
    browser.runtime.connect({ name: 'snapshots' }).onMessage.addListener(({ jobs }) => sizes.push(jobs.length));
  `);
  const path = await bench.makeFile('q9.bin', 11 * MIB);
  await expectStoredOnce(bench, page, await chooseFile(page, path), path);
  const sizes = await page.evaluate('sizes');
  if (!Array.isArray(sizes)) throw new Error('no snapshots came');
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.max(...sizes.map(Number))).toBeLessThanOrEqual(FINISHED_PAGE + 1);

  await page.locator('::-p-aria([name="Show older uploads"][role="button"])').click();
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('[data-job]').length === wanted,
    { polling: 50 },
    2 * FINISHED_PAGE,
  );
  const oldest = Math.min(...(await readSnapshot(page)).jobs.map(({ createdAtMs }) => createdAtMs));
  expect(oldest).toBe(ROWS - 2 * FINISHED_PAGE + 2);
});
