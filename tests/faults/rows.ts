import type { Page } from 'puppeteer';
import type { JobStateName } from '../../lib/core/job.ts';
import type { JobCommand } from '../../lib/protocol/messages.ts';
import { chooseFiles } from '../../scripts/uploads.ts';

/** What a person does with a row of the list. */
export type RowButton =
  | 'Pause'
  | 'Resume'
  | 'Cancel'
  | 'Try again'
  | 'Try now'
  | 'Remove from list'
  | 'Now'
  | 'Upload anyway'
  | 'Upload'
  | 'Copy link'
  | 'Undo'
  | 'Delete from storage'
  | 'Undo deletion';

/** One upload as it is shown in a page of the extension. */
export interface Row {
  readonly id: string;
  readonly selector: string;
  /** Waits until the row shows one of these states. */
  shows(states: JobStateName | readonly JobStateName[], timeoutMs?: number): Promise<JobStateName>;
  /** Waits until it waits for this. */
  waitsFor(reason: string, timeoutMs?: number): Promise<void>;
  /** Waits until its text matches. @returns all of its text */
  says(pattern: RegExp, timeoutMs?: number): Promise<string>;
  /** Clicks a button, and on "Try again" waits until it was heard. */
  press(button: RowButton, clicks?: number): Promise<void>;
  hasButton(name: string): Promise<boolean>;
  isGone(): Promise<void>;
}

/** Milliseconds. A page in the background draws no frames, so they are nothing to wait by. */
const polling = 50;

export async function chooseFile(page: Page, path: string): Promise<Row> {
  const [id = ''] = await chooseFiles(page, [path]);
  return rowOf(page, id);
}

export function rowOf(page: Page, id: string): Row {
  const selector = `li[data-job="${id}"]`;
  const button = (name: string) => `${selector} ::-p-aria([name="${name}"][role="button"])`;

  return {
    id,
    selector,
    async shows(states, timeoutMs = 30_000) {
      const wanted = typeof states === 'string' ? [states] : states;
      const shown = await page
        .waitForFunction(
          (row: string, names: readonly string[]) => {
            const state = document.querySelector(row)?.getAttribute('data-state');
            return names.find((name) => name === state);
          },
          { timeout: timeoutMs, polling },
          selector,
          wanted,
        )
        .catch(async (cause: unknown) => {
          throw new Error(`the row never showed ${wanted.join(', ')}: ${await readRow()}`, { cause });
        });
      const state = await shown.jsonValue();
      const found = wanted.find((name) => name === state);
      if (found === undefined) throw new Error(`the row shows ${String(state)}`);
      return found;
    },
    async waitsFor(reason, timeoutMs = 30_000) {
      const waiting = `${selector}[data-state="waiting"][data-reason="${reason}"]`;
      await page.waitForSelector(waiting, { timeout: timeoutMs }).catch(async (cause: unknown) => {
        throw new Error(`the row never waited for ${reason}: ${await readRow()}`, { cause });
      });
    },
    async says(pattern, timeoutMs = 30_000) {
      await page
        .waitForFunction(
          (row: string, source: string) =>
            new RegExp(source).test(document.querySelector(row)?.textContent ?? ''),
          { timeout: timeoutMs, polling },
          selector,
          pattern.source,
        )
        .catch(async (cause: unknown) => {
          throw new Error(`the row never said ${pattern}: ${await readRow()}`, { cause });
        });
      return await page.$eval(selector, (row) => row.textContent ?? '');
    },
    async press(name, clicks = 1) {
      // Not by its place on the page: a row above that grows in that moment would take the click.
      const found = await page.locator(button(name)).waitHandle();
      await found.evaluate((element, times) => {
        if (!(element instanceof HTMLElement)) throw new Error('what is to be pressed is no button');
        for (let click = 0; click < times; click++) element.click();
      }, clicks);
      if (name !== 'Try again') return;
      // Until the background has heard of it, the row still shows how the last try ended.
      const failed = `${selector}[data-state="failed"]`;
      await page.waitForFunction((row: string) => document.querySelector(row) === null, { polling }, failed);
    },
    async hasButton(name) {
      return (await page.$(button(name))) !== null;
    },
    async isGone() {
      await page.waitForFunction(
        (row: string) => document.querySelector(row) === null,
        { polling },
        selector,
      );
    },
  };

  function readRow(): Promise<string> {
    return page
      .$eval(selector, (row) => `${JSON.stringify({ ...(row as HTMLElement).dataset })} ${row.textContent}`)
      .catch(() => 'there is no such row');
  }
}

/** Asks for what a button asks for, without waiting for the button. */
export function command(page: Page, jobId: string, name: JobCommand): Promise<unknown> {
  const request = JSON.stringify({ type: 'command-job', jobId, command: name });
  return page.evaluate(`browser.runtime.sendMessage(${request})`);
}
