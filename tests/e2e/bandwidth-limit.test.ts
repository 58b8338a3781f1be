import { expect, test } from 'vitest';
import { MIB } from '../faults/bench.ts';
import { useScene } from '../faults/scene.ts';

const scene = useScene();

test('a bandwidth limit spaces the parts of all uploads, and one lifted in the popup holds nobody back', async () => {
  const limit = 4_000_000;
  await scene.bench.configure({ bandwidthLimit: limit });
  const files = [await scene.choose('limited a.bin', 10 * MIB), await scene.choose('limited b.bin', 5 * MIB)];
  for (const file of files) await file.isStored();
  const begun = files
    .flatMap((file) => file.calls('put'))
    .map(({ beganMs }) => beganMs)
    .sort((a, b) => a - b);
  // 5 MiB at 4 MB/s are 1,311 ms; of timers a little may be early.
  expect(begun).toHaveLength(3);
  const gaps = begun.slice(1).map((beganMs, index) => beganMs - (begun[index] ?? 0));
  for (const gap of gaps) expect(gap).toBeGreaterThan(((5 * MIB) / limit) * 1000 - 300);

  await scene.bench.configure({ bandwidthLimit: 50_000 });
  const waiting = await scene.choose('held back.bin', 11 * MIB);
  await scene.page.waitForFunction(
    (row: string) => document.querySelector(row)?.getAttribute('data-state') === 'uploading',
    {},
    waiting.row.selector,
  );
  const choice = await scene.page.waitForSelector('aria/Speed limit[role="combobox"]');
  await choice?.select('');
  await waiting.isStored();
});
