import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { type ChosenFile, useScene } from './scene.ts';

const scene = useScene();
const WINDOW_MS = 10_000;
/** The first parts may come before the pace is even. */
const BEGINNING_MS = 3_000;

interface Sample {
  readonly atMs: number;
  /** Of all PUTs so far. */
  readonly bytes: number;
}

/** Notes what the proxy receives, as it comes, until the files have asked for their ends. */
async function receive({ history }: FaultProxy, files: readonly ChosenFile[]): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  await history.until(
    (exchanges) => {
      const puts = exchanges.filter(({ step }) => step === 'put');
      const bytes = puts.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
      if (bytes !== samples.at(-1)?.bytes) samples.push({ atMs: Date.now(), bytes });
      return files.some((file) => file.calls('complete').length > 0);
    },
    'the end of an upload',
    120_000,
  );
  return samples;
}

/** What came in each ten seconds, from moments half a second apart. */
function windowsOf(samples: readonly Sample[]): readonly number[] {
  const bytesBy = (atMs: number): number => samples.findLast((sample) => sample.atMs <= atMs)?.bytes ?? 0;
  const firstMs = (samples[0]?.atMs ?? 0) + BEGINNING_MS;
  const lastMs = (samples.at(-1)?.atMs ?? 0) - WINDOW_MS;
  const windows: number[] = [];
  for (let atMs = firstMs; atMs <= lastMs; atMs += 500) {
    windows.push(bytesBy(atMs + WINDOW_MS) - bytesBy(atMs));
  }
  return windows;
}

test.each([
  [1_000_000, [12, 13]],
  [8_000_000, [100, 101]],
])('over any ten seconds %d bytes a second are kept within a tenth on the wire', async (limit, sizes) => {
  await scene.bench.configure({ bandwidthLimit: limit });
  const files: ChosenFile[] = [];
  for (const [index, size] of sizes.entries())
    files.push(await scene.choose(`${limit} ${index}.bin`, size * MIB));
  const shares = windowsOf(await receive(scene.proxy, files)).map((bytes) => bytes / limit / 10);
  expect(shares.length).toBeGreaterThan(10);
  expect(Math.max(...shares)).toBeLessThanOrEqual(1.1);
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.9);
  await scene.bench.configure();
  for (const file of files) await file.isStored();
});
