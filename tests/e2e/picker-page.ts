import type { Page } from 'puppeteer';
import { expect } from 'vitest';
import type { JobView } from '../../lib/protocol/messages.ts';
import { readObject } from '../../scripts/digest.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import type { Harness } from './harness.ts';

/** A tile as it is shown. */
export interface ShownTile {
  readonly name: string;
  readonly facts: string;
  readonly kind: string;
}

/** The page that offers the pictures of other pages. */
export interface PickerPage {
  readonly page: Page;
  /** Waits until pictures are listed. @returns what is shown of them */
  tiles(): Promise<readonly ShownTile[]>;
  /** Ticks the tiles of these names. */
  pick(...names: readonly string[]): Promise<void>;
  /** Presses a button by the beginning of its name. */
  press(name: string): Promise<void>;
  /** Ticks a box beside the tiles, by the beginning of its name. */
  tick(name: string): Promise<void>;
  /** Chooses in a list, by the beginning of what is chosen. */
  choose(label: string, text: string): Promise<void>;
  /** Waits until a picked picture is uploaded. @returns its upload */
  stored(name: string): Promise<JobView>;
  says(pattern: RegExp): Promise<void>;
}

/** Milliseconds. A page in the background draws no frames, so they are nothing to wait by. */
const polling = 50;

/** Does what opens the picker, and waits for it. */
export async function openedPicker(
  { extension }: Harness,
  open: () => Promise<unknown>,
): Promise<PickerPage> {
  const known = new Set(extension.browser.targets());
  await open();
  const target = await extension.browser.waitForTarget(
    (one) => !known.has(one) && one.url().startsWith(extension.pageUrl('picker.html')),
  );
  return pickerPage(await target.asPage());
}

export function pickerPage(page: Page): PickerPage {
  const read = () =>
    page.$$eval('.tile', (tiles) =>
      tiles.map((tile) => ({
        name: tile.querySelector('.tile-name')?.textContent ?? '',
        facts: tile.querySelector('.tile-facts')?.textContent ?? '',
        kind: tile.getAttribute('data-kind') ?? '',
      })),
    );

  return {
    page,

    async tiles() {
      await page.waitForSelector('.tile');
      return await read();
    },

    async pick(...names) {
      await page.waitForSelector('.tile');
      const missing = await page.evaluate((wanted) => {
        const tiles = [...document.querySelectorAll('.tile')];
        return wanted.filter((name) => {
          const tile = tiles.find((one) => one.querySelector('.tile-name')?.textContent === name);
          tile?.querySelector('input')?.click();
          return tile === undefined;
        });
      }, names);
      expect(missing).toEqual([]);
    },

    async press(name) {
      const pressed = await page.waitForFunction(
        (start: string) => {
          const found = [...document.querySelectorAll('button')].find(
            (button) => !button.disabled && button.textContent?.startsWith(start),
          );
          found?.click();
          return found !== undefined;
        },
        { polling },
        name,
      );
      expect(await pressed.jsonValue()).toBe(true);
    },

    async tick(name) {
      await page.waitForFunction(
        (start: string) => {
          const label = [...document.querySelectorAll('label:has(input:enabled)')].find((one) =>
            one.textContent?.startsWith(start),
          );
          if (label instanceof HTMLElement) label.click();
          return label !== undefined;
        },
        { polling },
        name,
      );
    },

    async choose(label, text) {
      const select = await page.waitForSelector(`::-p-aria([name="${label}"][role="combobox"])`);
      const value = await select?.evaluate(
        (list, wanted) =>
          [...(list as HTMLSelectElement).options].find((option) => option.text.startsWith(wanted))?.value,
        text,
      );
      if (value === undefined) throw new Error(`there is no choice ${text}`);
      await select?.select(value);
    },

    async stored(name) {
      const found = await page.waitForFunction(
        (wanted: string) => {
          const tile = [...document.querySelectorAll('.tile')].find(
            (one) => one.querySelector('.tile-name')?.textContent === wanted,
          );
          const isOver = tile?.matches('[data-state=succeeded], [data-state=failed], [data-state=cancelled]');
          return isOver ? tile?.getAttribute('data-job') : undefined;
        },
        { polling, timeout: 60_000 },
        name,
      );
      const id = await found.jsonValue();
      const job = (await readSnapshot(page)).jobs.find((one) => one.id === id);
      if (job === undefined) throw new Error(`the upload of ${name} has vanished`);
      return job;
    },

    async says(pattern) {
      await page.waitForFunction(
        (source: string) => new RegExp(source).test(document.body.textContent ?? ''),
        { polling },
        pattern.source,
      );
    },
  };
}

export const bytesOf = ({ backend }: Harness, { file }: JobView): Promise<Uint8Array> =>
  readObject(backend.s3, file?.container ?? '', file?.key ?? '');
