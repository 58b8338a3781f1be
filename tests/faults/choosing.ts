import type { Page } from 'puppeteer';
import type { Row } from './rows.ts';

/** Chooses files in the main input without waiting for what comes of it. */
export async function choose(page: Page, ...paths: readonly string[]): Promise<void> {
  const input = await page.waitForSelector('input[type=file]');
  await input?.uploadFile(...paths);
}

/** Chooses a file again in the row that asks for it. */
export async function giveAgain(page: Page, row: Row, path: string): Promise<void> {
  const input = await page.waitForSelector(`${row.selector} input[type=file]`);
  if (input?.uploadFile === undefined) throw new Error('the row asks for no file');
  await input.uploadFile(path);
}

/** Waits until the page says this of what was chosen. */
export async function refusalSays(page: Page, pattern: RegExp): Promise<void> {
  await page
    .waitForFunction(
      (source: string) =>
        new RegExp(source).test(
          // Names are isolated by marks that nobody sees.
          (document.querySelector('.refusals')?.textContent ?? '').replace(/[\u2068\u2069]/g, ''),
        ) || undefined,
      { polling: 50 },
      pattern.source,
    )
    .catch(async (cause: unknown) => {
      const said = await page.$eval('body', (body) => body.innerText);
      throw new Error(`the page never said ${pattern}, but: ${said}`, { cause });
    });
}
