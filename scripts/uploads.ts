import type { Page } from 'puppeteer';
import type { JobView, Snapshot } from '../lib/protocol/messages.ts';
import { replySchema } from '../lib/protocol/messages.ts';
import { parse } from '../lib/protocol/parse.ts';

/** What the extension shows, asked from one of its pages as its own code would. */
export async function readSnapshot(page: Page): Promise<Snapshot> {
  const reply: unknown = await page.evaluate('browser.runtime.sendMessage({ type: "list-jobs" })');
  const parsed = parse(replySchema, reply, 'the reply to list-jobs');
  if (parsed.kind !== 'snapshot') throw new Error(`the background answered ${parsed.kind}`);
  return parsed.snapshot;
}

/** Chooses files in a page of the extension as a person does, and returns when each has its row. */
export async function chooseFiles(page: Page, paths: readonly string[]): Promise<readonly string[]> {
  const before = new Set(await rowIds(page));
  const input = await page.waitForSelector('input[type=file]');
  await input?.uploadFile(...paths);
  await page.waitForFunction(
    (count: number) => document.querySelectorAll('[data-job]').length >= count,
    {},
    before.size + paths.length,
  );
  return (await rowIds(page)).filter((id) => !before.has(id));
}

async function rowIds(page: Page): Promise<string[]> {
  return await page.$$eval('[data-job]', (rows) => rows.map((row) => row.getAttribute('data-job') ?? ''));
}

/** Whether nothing more happens to a job by itself. */
export function hasEnded(job: JobView): boolean {
  return ['succeeded', 'failed', 'cancelled'].includes(job.state);
}
