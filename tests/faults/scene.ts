import { basename } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { isFinal } from '../../lib/core/job.ts';
import type { JobView } from '../../lib/protocol/messages.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import type { HarnessOptions } from '../e2e/harness.ts';
import { type Bench, startBench } from './bench.ts';
import { expectNothingStored, expectStoredOnce, jobOf } from './expect-stored.ts';
import type { FaultProxy } from './fault-proxy.ts';
import type { Exchange, Step } from './history.ts';
import { callsOf } from './judge.ts';
import { chooseFile, command, type Row, rowOf } from './rows.ts';

/** A file that was chosen in the page of a scene. */
export interface ChosenFile {
  readonly name: string;
  readonly path: string;
  readonly row: Row;
  /** Its requests of one step so far. */
  calls(step: Step, part?: number): readonly Exchange[];
  job(): Promise<JobView>;
  /** States that it ends as stored, byte for byte and once. */
  isStored(timeoutMs?: number): Promise<JobView>;
  isNotStored(): Promise<void>;
}

/** One browser for the tests of a file; for each test a page and a proxy without faults. */
export interface Scene {
  readonly bench: Bench;
  readonly proxy: FaultProxy;
  readonly page: Page;
  choose(name: string, sizeBytes: number): Promise<ChosenFile>;
  /** The same file in a page that was opened later. */
  again(file: ChosenFile, page: Page): ChosenFile;
  /** Closes the page and opens another. */
  reopen(): Promise<Page>;
}

async function endAll(page: Page): Promise<void> {
  for (const job of (await readSnapshot(page)).jobs) {
    if (!isFinal(job.state)) await command(page, job.id, 'cancel-requested');
    await rowOf(page, job.id).shows(['succeeded', 'failed', 'cancelled']);
    await page.evaluate(
      `browser.runtime.sendMessage(${JSON.stringify({ type: 'remove-job', jobId: job.id })})`,
    );
  }
}

export function useScene(options: HarnessOptions = {}): Scene {
  let bench: Bench;
  let page: Page;

  beforeAll(async () => {
    bench = await startBench(options);
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    bench.proxy.reset();
    page = await bench.openPopup();
    await bench.configure();
  });
  afterEach(async () => {
    bench.proxy.reset();
    await bench.proxy.acceptConnections();
    if (page.isClosed() || !page.browser().connected) page = await bench.openPopup();
    await endAll(page);
    await page.close();
  });

  function chosen(on: Page, path: string, row: Row): ChosenFile {
    const name = basename(path);
    return {
      name,
      path,
      row,
      calls: (step, part) =>
        callsOf(bench.proxy.history.exchanges, step, { file: name, ...(part !== undefined && { part }) }),
      job: () => jobOf(on, row),
      isStored: (timeoutMs) => expectStoredOnce(bench, on, row, path, timeoutMs),
      isNotStored: () => expectNothingStored(bench, path),
    };
  }

  return {
    get bench() {
      return bench;
    },
    get proxy() {
      return bench.proxy;
    },
    get page() {
      return page;
    },
    async choose(name, sizeBytes) {
      const path = await bench.makeFile(name, sizeBytes);
      return chosen(page, path, await chooseFile(page, path));
    },
    again: ({ path, row }, on) => chosen(on, path, rowOf(on, row.id)),
    async reopen() {
      if (!page.isClosed() && page.browser().connected) await page.close();
      page = await bench.openPopup();
      return page;
    },
  };
}
