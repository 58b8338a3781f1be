import { expect, test } from 'vitest';
import { readSnapshot } from '../../scripts/uploads.ts';
import { MIB } from '../faults/bench.ts';
import { useScene } from '../faults/scene.ts';

const scene = useScene();

/** The choice of a limit in the popup. */
async function limitChoice() {
  const choice = await scene.page.waitForSelector('aria/Speed limit[role="combobox"]');
  if (choice === null) throw new Error('the popup offers no speed limit');
  return choice;
}

test('a bandwidth limit chosen in the popup is stored and spaces the parts of all uploads; lifted there it holds nobody back', async () => {
  const limit = 5_000_000;
  await (await limitChoice()).select(String(limit));
  await expect.poll(async () => (await readSnapshot(scene.page)).bandwidthLimit).toBe(limit);
  expect(await scene.page.evaluate("browser.storage.local.get('settings')")).toMatchObject({
    settings: { bandwidthLimit: limit },
  });
  await scene.reopen();
  await expect
    .poll(async () => (await limitChoice()).evaluate((shown) => Reflect.get(shown, 'value')))
    .toBe(String(limit));
  const files = [await scene.choose('limited a.bin', 10 * MIB), await scene.choose('limited b.bin', 5 * MIB)];
  for (const file of files) await file.isStored();
  const begun = files
    .flatMap((file) => file.calls('put'))
    .map(({ beganMs }) => beganMs)
    .sort((a, b) => a - b);
  // 5 MiB at 5 MB/s are 1,049 ms; of timers a little may be early.
  expect(begun).toHaveLength(3);
  const gaps = begun.slice(1).map((beganMs, index) => beganMs - (begun[index] ?? 0));
  for (const gap of gaps) expect(gap).toBeGreaterThan(((5 * MIB) / limit) * 1000 - 300);

  // Too low for whole parts, which the gateway can do without.
  await scene.bench.configure({ bandwidthLimit: 50_000 });
  const waiting = await scene.choose('held back.bin', 11 * MIB);
  await scene.page.waitForFunction(
    (row: string) => document.querySelector(row)?.getAttribute('data-state') === 'uploading',
    {},
    waiting.row.selector,
  );
  await (await limitChoice()).select('');
  await waiting.isStored();
  expect(waiting.calls('put', 1)[0]?.declaredBytes).toBe(50_000);
});
