import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { everyKind, many, stuck } from './sample-jobs.ts';
import type { Looks, Stage } from './stage.ts';

/** One state of one page. */
export interface PageState {
  readonly page: 'popup' | 'uploads' | 'sidepanel' | 'options' | 'picker';
  readonly name: string;
  /** Brings about what must be there before the page is opened. */
  prepare(stage: Stage): Promise<void>;
  /** Brings the open page into the state; resolves when it shows it. */
  arrive?(page: Page, stage: Stage): Promise<void>;
}

// Nothing is found by its words here: these pages are shown in other languages, too.

const rows = (count: number) => (page: Page) =>
  page
    .waitForFunction((wanted) => document.querySelectorAll('[data-job]').length >= wanted, {}, count)
    .then(() => undefined);

async function makeFile(stage: Stage, name: string, sizeBytes: number): Promise<string> {
  const path = join(stage.workDir, name);
  await writeFile(path, Buffer.alloc(sizeBytes, name));
  return path;
}

async function choose(page: Page, ...paths: readonly string[]): Promise<void> {
  const input = await page.waitForSelector('input[type=file]');
  await input?.uploadFile(...paths);
}

/** Keeps an upload on its way for as long as a page is looked at. */
const slow = 400_000;

type Listing = Omit<PageState, 'page'>;

const noKey: Listing = {
  name: 'no key',
  prepare: (stage) => stage.set({ apiKey: '' }, []),
  arrive: (page) => page.waitForSelector('.notice').then(() => undefined),
};
const empty: Listing = { name: 'empty', prepare: (stage) => stage.set({}, []) };
/** Nobody listens there, so that an upload waits and counts down to its next try. */
const nowhere = 'http://127.0.0.1:59999';
const kinds: Listing = {
  name: 'every kind of row',
  prepare: (stage) => stage.set({ apiUrl: nowhere }, everyKind()),
  async arrive(page) {
    await rows(5)(page);
    await page.waitForSelector('[data-state=waiting] .countdown');
  },
};
const underWay: Listing = {
  name: 'under way',
  prepare: (stage) => stage.set({ bandwidthLimit: slow }, everyKind().slice(0, 3)),
  async arrive(page, stage) {
    await choose(page, await makeFile(stage, 'Recording of the meeting.mp4', 24_000_000));
    await page.waitForSelector('[data-state=uploading]');
    // A speed is known when some bytes are on the wire.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('progress')].some((bar) => bar.value > 1_000_000),
    );
  },
};
const waiting: Listing = { name: 'waiting', prepare: (stage) => stage.set({}, stuck()), arrive: rows(7) };
const long: Listing = { name: 'many rows', prepare: (stage) => stage.set({}, many(100)), arrive: rows(50) };
const refused: Listing = {
  name: 'refusals',
  prepare: (stage) => stage.set({}, []),
  async arrive(page, stage) {
    await page.$eval('details', (details) => {
      details.open = true;
    });
    await choose(page, await makeFile(stage, 'Empty.txt', 0));
    await page.waitForSelector('[role=alert] p');
  },
};
const asking: Listing = {
  name: 'dialog',
  prepare: (stage) =>
    stage.set(
      { guard: { undoSeconds: 0, offersKnown: false, confirmBytes: 1, confirmFiles: 1 } },
      everyKind(),
    ),
  async arrive(page, stage) {
    await rows(1)(page);
    await choose(page, await makeFile(stage, 'One.txt', 5), await makeFile(stage, 'Two.txt', 5));
    await page.waitForSelector('dialog[open]');
  },
};

const menu: Listing = {
  name: 'menu of links',
  prepare: (stage) => stage.set({ apiUrl: nowhere }, everyKind()),
  async arrive(page) {
    await page.locator('[aria-haspopup=menu]').click();
    await page.waitForSelector('[role=menu]');
  },
};
const code: Listing = {
  name: 'QR code',
  prepare: (stage) => stage.set({ apiUrl: nowhere }, everyKind()),
  async arrive(page) {
    await page.locator('.upload [aria-haspopup=dialog]').click();
    await page.waitForSelector('dialog[open]');
  },
};

const at = (page: PageState['page'], ...listings: readonly Listing[]): readonly PageState[] =>
  listings.map((listing) => ({ page, ...listing }));

/** Every page in its main states. */
export const pageStates: readonly PageState[] = [
  ...at('popup', noKey, empty, underWay, kinds, waiting, long, refused, asking, menu, code),
  ...at('uploads', empty, underWay, kinds, long),
  ...at('sidepanel', kinds),
  ...at('options', { name: 'as installed', prepare: (stage) => stage.set({}, []) }),
  ...at('picker', { name: 'no tab', prepare: (stage) => stage.set({}, []) }),
];

export const titleOf = ({ page, name }: PageState): string => `${page}, ${name}`;

/** Opens a page in a state; what must be there is prepared already. */
export async function openState(stage: Stage, state: PageState, looks: Looks): Promise<Page> {
  const page = await stage.open(`${state.page}.html`, looks);
  await page.bringToFront();
  await state.arrive?.(page, stage);
  return page;
}
