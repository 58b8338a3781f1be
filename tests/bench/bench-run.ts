import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { ElementHandle, Page } from 'puppeteer';
import { settingsWith, unguardedSettings } from '../../scripts/unguarded-settings.ts';
import { type BenchBrowser, launchBenchBrowser } from './bench-browser.ts';
import type { Contender } from './contenders.ts';
import { DETACH_MS } from './pages/detach.ts';
import { readTreeUse } from './process-tree.ts';
import type { Sink } from './sink-process.ts';
import { watchStolenTime } from './stolen-time.ts';

/** The same for all that are compared. */
export interface RunPlan {
  readonly filePath: string;
  readonly fileSizeBytes: number;
  readonly partSizeBytes: number;
  readonly concurrency: number;
  readonly delayMs: number;
}

export interface Measurement {
  /** From the first request to the last answer: for the extension, from staged to stored. */
  readonly sentMs: number;
  /** From the choice of the file to the last answer. */
  readonly chosenMs: number;
  /** Of the browser's process tree, from the choice to the last answer. */
  readonly cpuSeconds: number;
  readonly preflights: number;
  /** Of the processors' time meanwhile, what the host of a virtual machine took away; from 0 to 1. */
  readonly stolenShare: number;
}

/** A new browser is busy with itself for a while. */
const SETTLE_MS = 1500;

type Input = ElementHandle<HTMLInputElement>;

async function inputOf(page: Page): Promise<Input> {
  const input = await page.waitForSelector('input[type=file]');
  if (input === null) throw new Error('the page has no file input');
  return input as Input;
}

/** Opens the popup, pointed at the sink. @returns its file input */
export async function openExtension(
  { browser, extensionId }: BenchBrowser,
  sink: Sink,
  plan: RunPlan,
  hasDigest: boolean,
) {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/popup.html`);
  const upload = {
    ...unguardedSettings.upload,
    partSize: plan.partSizeBytes,
    maxConcurrentUploads: plan.concurrency,
    ...(!hasDigest && { disableIntegrityCheck: true }),
  };
  const settings = settingsWith({ apiKey: 'bench-key', apiUrl: sink.url, upload });
  await page.evaluate(`chrome.storage.local.set(${JSON.stringify({ settings })})`);
  return await inputOf(page);
}

async function openContender(
  { browser }: BenchBrowser,
  sink: Sink,
  plan: RunPlan,
  url: string,
  hasDigest: boolean,
) {
  const page = await browser.newPage();
  const words = new URLSearchParams({
    sink: sink.url,
    part: String(plan.partSizeBytes),
    concurrency: String(plan.concurrency),
    digest: hasDigest ? 'yes' : 'no',
  });
  await page.goto(`${url}?${words}`);
  return await inputOf(page);
}

/** One upload in a browser of its own. Throws when the sink did not get the whole file. */
export async function runOnce(
  contender: Contender,
  plan: RunPlan,
  sink: Sink,
  pageUrl: (name: string) => string,
): Promise<Measurement> {
  const bench = await launchBenchBrowser();
  try {
    const { hasDigest, endsWithComplete } = contender;
    const input =
      contender.page === undefined
        ? await openExtension(bench, sink, plan, hasDigest)
        : await openContender(bench, sink, plan, pageUrl(contender.page), hasDigest);
    await wait(SETTLE_MS);
    const partCount = Math.ceil(plan.fileSizeBytes / plan.partSizeBytes);
    await sink.reset({ delayMs: plan.delayMs, partCount, endsWithComplete });
    const before = await readTreeUse(bench.pid);
    const stolen = await watchStolenTime();
    const chosenMs = performance.timeOrigin + performance.now();
    await input.uploadFile(plan.filePath);
    await bench.browser.disconnect();
    const log = await sink.ended();
    const stolenShare = await stolen();
    const after = await readTreeUse(bench.pid);
    if (log.bytes !== plan.fileSizeBytes || log.parts !== partCount) {
      throw new Error(`${contender.name} sent ${log.bytes} bytes in ${log.parts} parts`);
    }
    return {
      sentMs: log.lastMs - log.firstMs,
      chosenMs: log.lastMs - chosenMs - (contender.kind === 'page' ? DETACH_MS : 0),
      cpuSeconds: after.cpuSeconds - before.cpuSeconds,
      preflights: log.preflights,
      stolenShare,
    };
  } finally {
    await bench.close();
  }
}
