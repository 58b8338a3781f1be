import { setTimeout as wait } from 'node:timers/promises';
import { launchBenchBrowser } from './bench-browser.ts';
import { openExtension, type RunPlan } from './bench-run.ts';
import { readTreeMemory } from './process-tree.ts';
import type { Sink } from './sink-process.ts';
import { median } from './statistics.ts';

/** What an upload takes of memory and time. */
export interface MemoryUse {
  /** From the first request to the last answer, by the number of parts. */
  readonly msAPart: number;
  /** Of the browser with the popup open and nothing to do. */
  readonly idleBytes: number;
  readonly peakBytes: number;
  readonly samples: number;
}

const SAMPLE_MS = 250;
const SETTLE_MS = 5_000;
const IDLE_SAMPLES = 12;

async function sampleUntil(pid: number, ended: Promise<unknown>): Promise<readonly number[]> {
  const samples: number[] = [];
  let isOver = false;
  void ended.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    samples.push(await readTreeMemory(pid));
    await wait(SAMPLE_MS);
  }
  return samples;
}

/** Uploads a file with the extension and watches the memory of the browser's process tree, four times a second. */
export async function measureMemory(plan: RunPlan, sink: Sink): Promise<MemoryUse> {
  const bench = await launchBenchBrowser();
  try {
    const input = await openExtension(bench, sink, plan, true);
    await wait(SETTLE_MS);
    const idle: number[] = [];
    for (let count = 0; count < IDLE_SAMPLES; count += 1) {
      idle.push(await readTreeMemory(bench.pid));
      await wait(SAMPLE_MS);
    }
    const partCount = Math.ceil(plan.fileSizeBytes / plan.partSizeBytes);
    await sink.reset({ delayMs: plan.delayMs, partCount, endsWithComplete: true });
    await input.uploadFile(plan.filePath);
    await bench.browser.disconnect();
    const ended = sink.ended();
    const samples = await sampleUntil(bench.pid, ended);
    const { firstMs, lastMs } = await ended;
    return {
      msAPart: (lastMs - firstMs) / partCount,
      idleBytes: median(idle),
      peakBytes: Math.max(...samples),
      samples: samples.length,
    };
  } finally {
    await bench.close();
  }
}
