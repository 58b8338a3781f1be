import type { Page } from 'puppeteer';
import { type Listing, named } from './page-state.ts';

const policy = Buffer.from(
  JSON.stringify({
    expiry: 1_900_000_000,
    call: ['pick', 'store', 'read'],
    path: '/photos/.*',
    container: 'team-uploads',
    maxSize: 104_857_600,
  }),
).toString('base64url');

const configured = { policy, signature: 'f'.repeat(64), store: { location: 's3', path: 'photos/' } } as const;

const openAll = (page: Page) =>
  page.$$eval('details', (all) => {
    for (const one of all) one.open = true;
  });

/** The options in their main states. */
export const optionsStates: readonly Listing[] = [
  { name: 'as installed', prepare: (stage) => stage.set({ apiKey: '' }, []) },
  { name: 'with a policy', prepare: (stage) => stage.set(configured, []), arrive: openAll },
  {
    name: 'a fault beside its field',
    prepare: (stage) => stage.set(configured, []),
    async arrive(page) {
      await (await named(page, 'textbox', 'fieldPartSize')).fill('a lot');
      await page.waitForSelector('[aria-invalid=true]');
    },
  },
  {
    name: 'saved',
    prepare: (stage) => stage.set(configured, []),
    async arrive(page) {
      await (await named(page, 'combobox', 'fieldRegion')).fill('eu-central-1');
      await page.keyboard.press('Tab');
      await page.waitForSelector('.save-note button');
    },
  },
];
