import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chooseFiles } from '../../scripts/uploads.ts';
import { signPolicy } from '../../server/gateway/policy.ts';
import { expectStored, type Harness, startHarness, waitForEnd } from '../e2e/harness.ts';
import { optionsOf } from '../e2e/options-fields.ts';

declare const browser: {
  storage: { local: { get(): Promise<unknown> }; session: { get(): Promise<unknown> } };
};
const secret = 'CANARYSECRET7NAHDC2ICXQKMX';
const soon = () => Math.floor(Date.now() / 1000) + 3600;

let harness: Harness;
let page: Page;
let options: ReturnType<typeof optionsOf>;

beforeAll(async () => {
  harness = await startHarness({ secret });
});
afterAll(() => harness.close());

async function open(): Promise<void> {
  page = await harness.openPage('options.html');
  options = optionsOf(page);
}
beforeEach(() => () => page.close());

const named = (name: string, role: string) => `::-p-aria([name="${name}"][role="${role}"])`;
const explained = async () =>
  (await page.$eval(named('What this policy says', 'region'), ({ textContent }) => textContent))?.replace(
    /[\u2068\u2069]/g,
    '',
  ) ?? '';

test('a stored policy is explained, with what it lacks and where it does not fit', async () => {
  const signed = signPolicy(
    { expiry: soon(), call: ['pick', 'store'], path: '/photos/', container: '.*', maxSize: 5_000_000 },
    secret,
  );
  await harness.configure({ ...signed, store: { location: 's3', path: 'films/' } });
  await open();
  await page.waitForSelector(named('What this policy says', 'region'));
  const text = await explained();
  for (const part of [
    'choose and upload files',
    'at most 5 MB',
    'Does not fit: the path of the store defaults is “films/”',
    'expires within a day',
    'lacks the call remove',
    'lacks the call read',
  ]) {
    expect(text).toContain(part);
  }
});

test('the countdown ticks, nothing moves with it, and no screen reader is told of it', async () => {
  await harness.configure(signPolicy({ expiry: soon() }, secret));
  await open();
  const left = async () => /\d\d:\d\d:\d\d left/.exec(await explained())?.[0];
  await page.waitForSelector(named('What this policy says', 'region'));
  await page.evaluate(() => {
    const seen = { jumps: 0, announced: 0 };
    Reflect.set(globalThis, 'seen', seen);
    new PerformanceObserver((list) => {
      seen.jumps += list.getEntries().length;
    }).observe({ type: 'layout-shift', buffered: false });
    const region = document.querySelector('.policy-explained');
    const live = region?.closest('[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]');
    if (live !== null || region?.querySelector('[role=status], [role=alert], [aria-live=polite]') !== null)
      seen.announced += 1;
  });
  const first = await left();
  expect(first).toBeDefined();
  await expect.poll(left, { timeout: 5000 }).not.toBe(first);
  const second = await left();
  await expect.poll(left, { timeout: 5000 }).not.toBe(second);
  expect(await page.evaluate('seen')).toEqual({ jumps: 0, announced: 0 });
});

test('M17: a policy is made from a secret in the page, goes into the profile, and the secret is nowhere afterwards', async () => {
  await harness.configure({ store: { location: 's3', path: 'made/' } });
  await open();
  await (await page.waitForSelector('::-p-text(Make a policy)'))?.click();
  await page.locator(named('Path pattern', 'textbox')).fill('made/');
  await page.locator('::-p-aria([name="App secret"])').fill(secret);
  await options.press('Make and sign');
  await options.press('Use for this destination');
  await options.saved();
  const seen = await page.evaluate(async () =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input')].map(({ value }) => value),
      JSON.stringify({ ...localStorage, ...sessionStorage }),
      JSON.stringify(await browser.storage.local.get()),
      JSON.stringify(await browser.storage.session.get()),
    ].join(' '),
  );
  expect(seen).not.toContain(secret);

  const popup = await harness.openPage('popup.html');
  const path = await harness.makeFile('signed.bin', 100);
  await chooseFiles(popup, [path]);
  await expectStored(harness, await waitForEnd(popup, 'signed.bin'), path);
  await popup.close();
});
