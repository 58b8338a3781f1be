import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import type { MessageKey } from '../../lib/ui/translate.ts';
import type { Stage } from './stage.ts';

/** One state of one page. */
export interface PageState {
  readonly page: 'popup' | 'uploads' | 'sidepanel' | 'options' | 'picker' | 'welcome';
  readonly name: string;
  /** Brings about what must be there before the page is opened. */
  prepare(stage: Stage): Promise<void>;
  /** Brings the open page into the state; resolves when it shows it. */
  arrive?(page: Page, stage: Stage): Promise<void>;
}

export type Listing = Omit<PageState, 'page'>;

/** What has a text as its name, in whatever language the page speaks. */
export async function named(page: Page, role: string, key: MessageKey, ...values: readonly string[]) {
  const name = String(
    await page.evaluate(`browser.i18n.getMessage(${JSON.stringify(key)}, ${JSON.stringify(values)})`),
  );
  return page.locator(`::-p-aria([name=${JSON.stringify(name)}][role="${role}"])`);
}

/** Runs code of the extension's own where no page of it looks on. */
export async function behindPages({ extension }: Stage, code: string): Promise<void> {
  const page = await extension.browser.newPage();
  await page.goto(extension.pageUrl('icon/16.png'));
  await page.evaluate(code);
  await page.close();
}

export const rows = (count: number) => (page: Page) =>
  page
    .waitForFunction((wanted) => document.querySelectorAll('[data-job]').length >= wanted, {}, count)
    .then(() => undefined);

export async function makeFile(stage: Stage, name: string, sizeBytes: number): Promise<string> {
  const path = join(stage.workDir, name);
  await writeFile(path, Buffer.alloc(sizeBytes, name));
  return path;
}

export async function choose(page: Page, ...paths: readonly string[]): Promise<void> {
  const input = await page.waitForSelector('input[type=file]');
  await input?.uploadFile(...paths);
}
