import type { Page } from 'puppeteer';
import * as v from 'valibot';
import { type JobView, replySchema, type Snapshot } from '../lib/protocol/messages.ts';
import { parse } from '../lib/protocol/parse.ts';

/** What the extension shows, asked from one of its pages as its own code would. */
export async function readSnapshot(page: Page): Promise<Snapshot> {
  const reply: unknown = await page.evaluate('browser.runtime.sendMessage({ type: "list-jobs" })');
  const parsed = parse(replySchema, reply, 'the reply to list-jobs');
  if (parsed.kind !== 'snapshot') throw new Error(`the background answered ${parsed.kind}`);
  return parsed.snapshot;
}

/** Chooses files in a page of the extension as a person does. @returns the ids of their rows, newest first */
export async function chooseFiles(page: Page, paths: readonly string[]): Promise<readonly string[]> {
  const before = (await readSnapshot(page)).jobs.map(({ id }) => id);
  const input = await page.waitForSelector('input[type=file]');
  await input?.uploadFile(...paths);
  const added = await page.waitForFunction(
    (known: readonly string[], count: number) => {
      const shown = [...document.querySelectorAll('[data-job]')].map(
        (row) => row.getAttribute('data-job') ?? '',
      );
      const isNew = shown.filter((id) => !known.includes(id));
      return isNew.length >= count && isNew;
    },
    {},
    before,
    paths.length,
  );
  return parse(v.array(v.string()), await added.jsonValue(), 'the new rows');
}

/** What only a person or a setting can mend. */
const stuckReasons: readonly string[] = ['known', 'confirm', 'credentials', 'permission', 'file', 'disk'];

/** Whether nothing more happens to a job by itself. */
export function hasEnded({ state, waiting }: JobView): boolean {
  return ['succeeded', 'failed', 'cancelled'].includes(state) || stuckReasons.includes(waiting?.reason ?? '');
}

/** Names in a sentence are isolated from it by marks that nobody sees. */
export function withoutMarks(text: string): string {
  return text.replace(/[\u2068\u2069]/g, '');
}
