import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer';
import * as v from 'valibot';
import { parse } from '../../lib/protocol/parse.ts';
import { buildExtension } from '../../scripts/build-extension.ts';
import { endWorker } from '../faults/end-worker.ts';
import { many } from '../pages/sample-jobs.ts';
import { type Stage, startStage } from '../pages/stage.ts';

// `npm run bench:popup`: how soon the popup shows something, with 100 uploads in the journal. Only measured, never a test.

const RUNS = 20;
const JOBS = 100;
const root = resolve(import.meta.dirname, '../..');

const timesSchema = v.strictObject({ paintMs: v.number(), rowsMs: v.number() });
type Times = v.InferOutput<typeof timesSchema>;

/** Notes when the first row is there, and the frame with it has been drawn. */
const watchRows = `
  globalThis.rowsShown = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('[data-job]') === null) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });
    observer.observe(document, { childList: true, subtree: true });
  });`;

// The browser tells of a paint a moment after it.
const readTimes = `
  Promise.all([
    rowsShown,
    new Promise((resolve) => {
      new PerformanceObserver((list) => {
        const [paint] = list.getEntriesByName('first-contentful-paint');
        if (paint !== undefined) resolve(paint.startTime);
      }).observe({ type: 'paint', buffered: true });
    }),
  ]).then(([rowsMs, paintMs]) => ({ rowsMs, paintMs }))`;

/** Opens the popup's page once. Times count from the begin of the navigation. */
async function measure(page: Page, stage: Stage): Promise<Times> {
  await page.goto(stage.extension.pageUrl('popup.html'));
  return parse(timesSchema, await page.evaluate(readTimes), 'the times of a popup');
}

async function series(stage: Stage, isAwake: boolean): Promise<readonly Times[]> {
  const times: Times[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const page = await stage.extension.browser.newPage();
    await page.setViewport({ width: 400, height: 600 });
    await page.evaluateOnNewDocument(watchRows);
    if (!isAwake) await endWorker(stage.extension);
    const measured = await measure(page, stage);
    // The first one warms the browser's caches up.
    if (run > 0) times.push(measured);
    await page.close();
  }
  return times;
}

function summary(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b).map(Math.round);
  return `${sorted[Math.floor(sorted.length / 2)]} (${sorted[0]}–${sorted.at(-1)})`;
}

function line(name: string, times: readonly Times[]): string {
  return `| ${name} | ${summary(times.map(({ paintMs }) => paintMs))} | ${summary(times.map(({ rowsMs }) => rowsMs))} |`;
}

const load = loadavg()[0]?.toFixed(1);
const stage = await startStage(await buildExtension(root));
try {
  await stage.set({}, many(JOBS));
  const table = [
    `${cpus().length} cores, ${cpus()[0]?.model}, load of the last minute before ${load}; ${JOBS} uploads in the journal, median of ${RUNS} (least–greatest), ms.`,
    '',
    '| background | first paint | first row drawn |',
    '| --- | --: | --: |',
    line('awake', await series(stage, true)),
    line('asleep, so that it has to start first', await series(stage, false)),
  ].join('\n');
  console.log(table);
  const path = join(import.meta.dirname, 'README.md');
  const text = await readFile(path, 'utf8');
  const marked = /(<!-- popup -->\n)[\s\S]*?(<!-- popup end -->)/;
  await writeFile(
    path,
    text.replace(marked, (_, start: string, end: string) => `${start}${table}\n${end}`),
  );
} finally {
  await stage.close();
}
