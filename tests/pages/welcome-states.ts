import type { Page } from 'puppeteer';
import { type Listing, named } from './page-state.ts';
import type { Stage } from './stage.ts';

const ended = (page: Page) =>
  page.waitForSelector('.proof:not(:has([data-mark=running], [data-mark=waiting]))').then(() => undefined);

/** Has a gateway looked for at an address of our choice. */
async function look(page: Page, apiUrl: string, apiKey: string): Promise<void> {
  await page.$eval('details', (details) => {
    details.open = true;
  });
  await (await named(page, 'textbox', 'fieldGatewayUrl')).fill(apiUrl);
  await (await named(page, 'textbox', 'fieldGatewayKey')).fill(apiKey);
  await (await named(page, 'button', 'welcomeLook')).click();
  await ended(page);
}

const prepare = (stage: Stage) => stage.set({ apiKey: '' }, []);

/** The page of the first run. */
export const welcomeStates: readonly Listing[] = [
  { name: 'as installed', prepare },
  {
    name: 'proved',
    prepare,
    async arrive(page, { backend }) {
      await look(page, backend.gatewayUrl, backend.apiKey);
      await page.waitForSelector('[role=status] h2');
    },
  },
  {
    name: 'wrong key',
    prepare,
    arrive: (page, { backend }) => look(page, backend.gatewayUrl, 'another-key'),
  },
  { name: 'no gateway', prepare, arrive: (page) => look(page, 'http://127.0.0.1:59999', 'local-key') },
];

/** The same test in the options. */
export const testedOptions: Listing = {
  name: 'tested',
  prepare: (stage) => stage.set({}, []),
  async arrive(page) {
    await (await named(page, 'button', 'testDestination')).click();
    await ended(page);
    await page.$eval('#test', (section) => section.scrollIntoView());
  },
};
