import type { Page } from 'puppeteer';
import { filestackApiUrl } from '../../lib/protocol/profile.ts';
import type { FaultAction } from '../faults/fault.ts';
import { startFaultProxy } from '../faults/fault-proxy.ts';
import type { Step } from '../faults/history.ts';
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

/** Has a gateway looked for that does not do as it should. */
async function lookAtFaulty(page: Page, { backend }: Stage, step: Step, fault: FaultAction): Promise<void> {
  const proxy = await startFaultProxy(backend);
  proxy.inject({ match: { step }, do: fault });
  try {
    await look(page, proxy.apiUrl, backend.apiKey);
  } finally {
    await proxy.close();
  }
}

/** Filestack's API answers so, without being asked. */
async function answerForFilestack(page: Page, status: number, body: string): Promise<void> {
  const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (!request.url().startsWith(filestackApiUrl)) void request.continue();
    else if (request.method() === 'OPTIONS') void request.respond({ status: 204, headers });
    else void request.respond({ status, headers, contentType: 'text/plain', body });
  });
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
  {
    name: 'policy wanted',
    prepare,
    async arrive(page) {
      await answerForFilestack(page, 403, 'Security is on: a policy and a signature are needed');
      await (await named(page, 'textbox', 'fieldApiKey')).fill('AbCdEfGhIjKlMnOpQrSt');
      await (await named(page, 'button', 'welcomeTest')).click();
      await ended(page);
      await named(page, 'textbox', 'fieldSignature').then((field) => field.wait());
    },
  },
  {
    name: 'ETag hidden',
    prepare,
    arrive: (page, stage) => lookAtFaulty(page, stage, 'put', { kind: 'hide-etag' }),
  },
  {
    name: 'link that gives nothing',
    prepare,
    arrive: (page, stage) =>
      lookAtFaulty(page, stage, 'complete', {
        kind: 'edit',
        edit: (json) => ({ ...json, url: `${String(json['url'])}-elsewhere` }),
      }),
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
