import type { Page } from 'puppeteer';
import { expect } from 'vitest';
import type { JobView } from '../../lib/protocol/messages.ts';
import { hasEnded, readSnapshot } from '../../scripts/uploads.ts';

/** A file that a page makes: its name may be one that no disk takes. */
export interface MadeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly type?: string;
}

/** Chooses files that are made in the page. @returns their jobs, in this order, when they have ended */
export async function chooseMade(page: Page, files: readonly MadeFile[]): Promise<readonly JobView[]> {
  const known = new Set((await readSnapshot(page)).jobs.map(({ id }) => id));
  await page.waitForSelector('input[type=file]');
  // Half a surrogate pair does not survive the way into the page but as a number.
  const sent = files.map(({ name, bytes, type = '' }) => ({
    units: Array.from({ length: name.length }, (_, index) => name.charCodeAt(index)),
    base64: Buffer.from(bytes).toString('base64'),
    type,
  }));
  await page.evaluate((given: typeof sent) => {
    const transfer = new DataTransfer();
    for (const { units, base64, type } of given) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], String.fromCharCode(...units), { type }));
    }
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    if (input === null) throw new Error('the page takes no files');
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, sent);
  // Another window may be choosing, too.
  const names = new Set(files.map(({ name }) => name.toWellFormed()));
  const ended = async () =>
    (await readSnapshot(page)).jobs.filter(
      (job) => !known.has(job.id) && names.has(job.name) && hasEnded(job),
    );
  await expect.poll(async () => (await ended()).length, { timeout: 60_000 }).toBe(files.length);
  const jobs = await ended();
  return files.map(({ name }) => {
    const index = jobs.findIndex((job) => job.name === name.toWellFormed());
    const [job] = index === -1 ? [] : jobs.splice(index, 1);
    if (job === undefined) throw new Error(`there is no ${name}`);
    return job;
  });
}
