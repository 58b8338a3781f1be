import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Harness, startHarness } from '../e2e/harness.ts';
import { fieldOf, optionsOf } from '../e2e/options-fields.ts';

let harness: Harness;
let page: Page;
let options: ReturnType<typeof optionsOf>;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.configure({ apiKey: '' });
  await open();
  return () => page.close();
});

async function open(): Promise<void> {
  page = await harness.openPage('options.html');
  options = optionsOf(page);
  await page.waitForSelector(fieldOf('API address'));
}
const stored = async () => JSON.stringify(await page.evaluate('browser.storage.local.get()'));

test('every section is reached by its link', async () => {
  const names = await page.$$eval('nav a', (links) => links.map((link) => link.textContent));
  expect(names).toContain('Filestack');
  for (const name of names) {
    await page.locator(`::-p-aria([name="${name}"][role="link"])`).click();
    const title = await page.evaluate(
      () => document.querySelector(':target')?.getAttribute('aria-labelledby') ?? '',
    );
    expect(await page.$eval(`#${title}`, ({ textContent }) => textContent)).toBe(name);
  }
});

test('M17: a key, a policy and a signature that are stored are nowhere in the page, and can be replaced and removed', async () => {
  await options.enter('API key', 'canary-key-of-somebody-4321');
  await options.saved();
  const policy = Buffer.from(JSON.stringify({ expiry: 4_000_000_000 })).toString('base64');
  await options.enter('Policy', policy);
  await options.enter('Signature', 'canary-signature-9876');
  await page.waitForSelector('::-p-aria([name="Replace: Policy and signature"][role="button"])');
  const everything = await page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input')].map(({ value }) => value),
    ].join(),
  );
  expect(everything).not.toContain('canary');
  expect(everything).not.toContain(policy);
  expect(everything).toContain('4321');
  expect(everything).toContain('9876');

  await options.press('Replace: API key');
  await options.enter('API key', 'another-key-1111');
  await expect.poll(stored).toContain('another-key-1111');
  await options.press('Remove: API key');
  await expect.poll(stored).not.toContain('another-key-1111');
  await options.press('Undo');
  await expect.poll(stored).toContain('another-key-1111');
});

test.each([
  ['API address', 'http://example.com', 'must begin with https://'],
  ['API address', 'https://a:b@example.com', 'must not hold a name or a password'],
  ['API address', 'https://example.com/?key=1', 'Only the host'],
  ['Host of links', 'http://files.example.com', 'https, no path'],
])('U7: in “%s”, %s is refused with the reason and not stored', async (label, text, reason) => {
  const before = await stored();
  await options.enter(label, text);
  expect(await options.beside(label)).toContain(reason);
  expect(await page.$eval(fieldOf(label), (input) => input.getAttribute('aria-invalid'))).toBe('true');
  expect(await stored()).toBe(before);
});

test('U7: an address in letters of another alphabet is shown as what it is', async () => {
  await page.locator(fieldOf('API address')).fill('https://upload.filest\u0430ckapi.com');
  await expect.poll(() => options.beside('API address')).toContain('xn--filestckapi-3ij.com');
  await page.keyboard.press('Tab');
  await expect.poll(() => options.valueOf('API address')).toBe('https://upload.xn--filestckapi-3ij.com');
  // Nobody has allowed that host: it is offered, and asked for in a click only.
  await page.waitForSelector('::-p-aria([name="Allow upload.xn--filestckapi-3ij.com"][role="button"])');
});

test('U8: what comes along with a pasted container and region is taken out, and what has a space inside is refused', async () => {
  await page.locator(fieldOf('Container')).fill(' \u201cmy-\u200bbucket\u201d ');
  await expect.poll(() => options.beside('Container')).toContain('left out');
  await page.keyboard.press('Tab');
  await expect.poll(() => options.valueOf('Container')).toBe('my-bucket');
  await options.enter('Region', ' EU-Central-1 ');
  await expect.poll(() => options.valueOf('Region')).toBe('eu-central-1');
  await expect.poll(stored).toContain('"container":"my-bucket"');
  await options.enter('Container', 'my bucket');
  expect(await options.beside('Container')).toContain('space inside');
  expect(await stored()).toContain('"container":"my-bucket"');
});

test.each([
  ['API key', 'AKIAIOSFODNN7EXAMPLE', 'access key of AWS'],
  ['API key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'secret key of AWS'],
  ['API key', 'eyJleHBpcnkiOjE4OTM0NTYwMDB9', 'looks like a policy'],
  ['API key', '{"apiKey":"a","policy":"b"}', 'JSON'],
  ['Container', 'AKIAIOSFODNN7EXAMPLE', 'access key of AWS'],
  ['Path', 'Z3IYZSH2UJA7VN3QYFVSVCF7PI', 'secret of a Filestack app'],
])('U15: in “%s”, %s is told for what it looks like and not stored', async (label, text, reason) => {
  const before = await stored();
  await options.enter(label, text);
  expect(await options.beside(label)).toContain(reason);
  expect(await stored()).toBe(before);
});

test.each([
  ['Part size (MiB)', '6000', 'from 5 to 5120'],
  ['Parts at once', '0', 'from 1 to 20'],
  ['Retries', '1e9', 'from 0 to 20'],
  ['Retries', '-1', 'from 0 to 20'],
  ['Growth of waits', 'NaN', 'from 1 to 10'],
  ['Stall limit (seconds)', '0', 'from 1 to 3,600'],
])('U9: “%s” of %s is refused with the range', async (label, text, range) => {
  const before = await stored();
  await options.enter(label, text);
  expect(await options.beside(label)).toMatch(new RegExp(`must be a .*${range}`));
  expect(await stored()).toBe(before);
});

test('U9: a shortest wait that is longer than the longest one is refused beside its field, and so the other way round', async () => {
  await options.enter('Longest wait (seconds)', '30');
  await expect.poll(stored).toContain('"maxTimeout":30000');
  await options.enter('Shortest wait (seconds)', '31');
  expect(await options.beside('Shortest wait (seconds)')).toContain('the longest wait, 30 seconds');
  expect(await stored()).toContain('"minTimeout":1000');
  await options.enter('Shortest wait (seconds)', '20');
  await expect.poll(stored).toContain('"minTimeout":20000');
  await options.enter('Longest wait (seconds)', '10');
  expect(await options.beside('Longest wait (seconds)')).toContain('the shortest wait, 20 seconds');
  expect(await stored()).toContain('"maxTimeout":30000');
});

test('settings that can’t be read are not lost: the page says so, and what can be read is taken over', async () => {
  await page.close();
  const worker = await harness.extension.worker();
  await worker.evaluate(
    `chrome.storage.local.get('settings').then(({ settings }) =>
      chrome.storage.local.set({ settings: { ...settings, bandwidthLimit: 1234567, tomorrow: 1 } }))`,
  );
  await open();
  await page.waitForSelector('::-p-aria([name="Stored settings that can’t be read"][role="region"])');
  // The next change stores the defaults in their place; they are kept aside.
  await options.enter('Path', 'new/');
  await options.saved();
  expect(await stored()).toMatch(/"settingsUnreadable":.*"tomorrow":1/);
  await options.press('Take over what can be read');
  await expect.poll(stored).toMatch(/"settings":\{"bandwidthLimit":1234567/);
  await options.press('Discard them');
  await expect.poll(stored).not.toContain('tomorrow');
});
