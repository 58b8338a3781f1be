import { defaultSettings } from '../../lib/protocol/settings.ts';
import { choose, type Listing, makeFile, named, rows } from './page-state.ts';
import { everyKind, leaving, many, stuck } from './sample-jobs.ts';
import { severalProfiles } from './sample-profiles.ts';

/** More than buffers on the way take at once: the upload is under way for as long as a page is looked at. */
const LONG_BYTES = 100_000_000;

export const noKey: Listing = {
  name: 'no key',
  prepare: (stage) => stage.set({ apiKey: '' }, []),
  arrive: (page) => page.waitForSelector('.notice').then(() => undefined),
};
export const empty: Listing = {
  name: 'empty',
  prepare: (stage) => stage.set({}, []),
  arrive: (page) => page.waitForSelector('.target-choice').then(() => undefined),
};
/** Nobody listens there, so that an upload waits and counts down to its next try. */
const nowhere = 'http://127.0.0.1:59999';
/** Its wait goes on for as long as a page is looked at: no button comes and goes meanwhile. */
const patient = {
  ...defaultSettings.upload,
  retryOptions: { retries: 10, factor: 1, minTimeout: 300_000, maxTimeout: 300_000 },
};
export const kinds: Listing = {
  name: 'every kind of row',
  prepare: (stage) => stage.set({ apiUrl: nowhere, upload: patient }, everyKind()),
  async arrive(page) {
    await rows(5)(page);
    await page.waitForSelector('[data-state=waiting] .countdown');
    // The try that comes with the start of the worker has failed, and what helps is offered.
    await page.waitForSelector('[data-state=waiting] .upload-actions .primary');
  },
};
export const underWay: Listing = {
  name: 'under way',
  prepare: (stage) => stage.set({ apiUrl: stage.slowApiUrl }, everyKind().slice(1, 3)),
  async arrive(page, stage) {
    await choose(page, await makeFile(stage, 'Recording of the meeting.mp4', LONG_BYTES));
    await page.waitForSelector('[data-state=uploading]');
    // Bytes, speed and time left: the last two are known when some bytes are on the wire.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.upload-progress')].some(
        ({ textContent }) => textContent?.split(' · ').length === 3,
      ),
    );
  },
};
export const waiting: Listing = {
  name: 'waiting',
  prepare: (stage) => stage.set({}, stuck()),
  arrive: rows(7),
};
export const deleted: Listing = {
  name: 'deleted files',
  prepare: (stage) => stage.set({}, leaving()),
  arrive: rows(3),
};
export const long: Listing = {
  name: 'many rows',
  prepare: (stage) => stage.set({}, many(100)),
  arrive: rows(50),
};
export const refused: Listing = {
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
export const asking: Listing = {
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

/** Rows that do not move while something on them is pressed. */
const resting = () => everyKind().slice(2);
export const menu: Listing = {
  name: 'menu of links',
  prepare: (stage) => stage.set({}, resting()),
  async arrive(page) {
    await page.locator('[aria-haspopup=menu]').click();
    await page.waitForSelector('[role=menu]');
  },
};
export const code: Listing = {
  name: 'QR code',
  prepare: (stage) => stage.set({}, resting()),
  async arrive(page) {
    await page.locator('.upload [aria-haspopup=dialog]').click();
    await page.waitForSelector('dialog[open]');
  },
};
export const selection: Listing = {
  name: 'selection',
  prepare: (stage) => stage.set({}, many(12)),
  async arrive(page) {
    await rows(12)(page);
    await page.locator('.selection-bar input[type=checkbox]').click();
  },
};
export const nothingFound: Listing = {
  name: 'nothing found',
  prepare: (stage) => stage.set({}, many(3)),
  async arrive(page) {
    await rows(3)(page);
    await (await named(page, 'searchbox', 'historySearch')).fill('no such file');
    await page.waitForFunction(() => document.querySelector('[data-job]') === null);
  },
};
export const destinations: Listing = {
  name: 'several destinations',
  prepare: (stage) => stage.set({ profiles: severalProfiles }, many(3)),
  arrive: rows(3),
};
export const clearing: Listing = {
  name: 'clearing the history',
  prepare: (stage) => stage.set({}, many(3)),
  async arrive(page) {
    await rows(3)(page);
    await (await named(page, 'button', 'clearHistory')).click();
    await page.waitForSelector('dialog[open]');
  },
};
export const exporting: Listing = {
  name: 'menu of exports',
  prepare: (stage) => stage.set({}, many(3)),
  async arrive(page) {
    await rows(3)(page);
    await (await named(page, 'button', 'exportAll')).click();
    await page.waitForSelector('[role=menu]');
  },
};
