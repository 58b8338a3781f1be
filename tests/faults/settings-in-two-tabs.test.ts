import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Harness, startHarness } from '../e2e/harness.ts';

let harness: Harness;
let first: Page;
let second: Page;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  [first, second] = [await harness.openPage('options.html'), await harness.openPage('options.html')];
  return () => Promise.all([first.close(), second.close()]);
});

const fieldOf = (label: string) => `::-p-aria([name="${label}"][role="textbox"])`;
// A page that is not in front draws no frames, which a click waits for.
async function fill(page: Page, label: string, text: string): Promise<void> {
  await page.bringToFront();
  await page.locator(fieldOf(label)).fill(text);
}
async function press(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  await page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
}
const enteredIn = async (page: Page, label: string) => {
  await page.waitForSelector(fieldOf(label));
  return await page.$eval(fieldOf(label), (input) => (input as HTMLInputElement).value);
};
/** Waits until the form says this. */
async function says(page: Page, role: 'status' | 'alert', text: string): Promise<void> {
  await page.waitForFunction(
    (selector: string, wanted: string) => document.querySelector(selector)?.textContent?.includes(wanted),
    { polling: 50 },
    `form [role=${role}]`,
    text,
  );
}
const stored = async () => JSON.stringify(await first.evaluate('browser.storage.local.get()'));

test('X6 Q10: options saved in two tabs: the second is told, and neither is lost in silence', async () => {
  await fill(first, 'API key', 'of the first');
  await fill(second, 'Path', 'of the second/');
  await press(first, 'Save');
  await says(first, 'status', 'Saved.');
  await press(second, 'Save');
  await says(second, 'alert', 'changed in another tab');
  expect(await stored()).toContain('of the first');
  expect(await stored()).not.toContain('of the second');
  // What was entered is still there to be kept.
  expect(await enteredIn(second, 'Path')).toBe('of the second/');

  await press(second, 'Show the other settings');
  expect(await enteredIn(second, 'API key')).toBe('of the first');
  expect(await enteredIn(second, 'Path')).toBe('');
  await fill(second, 'Path', 'of both/');
  await press(second, 'Save');
  await says(second, 'status', 'Saved.');
  expect(await stored()).toContain('of the first');
  expect(await stored()).toContain('of both/');
});

test('X6: the second tab may replace what the first has saved, when the person says so', async () => {
  await fill(first, 'API key', 'first key');
  await fill(second, 'API key', 'second key');
  await press(first, 'Save');
  await says(first, 'status', 'Saved.');
  await press(second, 'Save');
  await says(second, 'alert', 'Nothing was saved yet');
  await press(second, 'Save these anyway');
  await says(second, 'status', 'Saved.');
  expect(await stored()).toContain('second key');
  // And the first is told in its turn.
  await press(first, 'Save');
  await says(first, 'alert', 'changed in another tab');
  expect(await stored()).toContain('second key');
});

test('Q10: of saves at the same moment exactly one counts, and the other is told', async () => {
  await fill(first, 'API key', 'one');
  await fill(second, 'API key', 'two');
  const submit = (page: Page) => page.$eval('form', (form) => form.requestSubmit());
  await Promise.all([submit(first), submit(second)]);
  const outcome = (page: Page) =>
    page
      .waitForFunction(
        () => {
          const said = document.querySelector('form [role=status], form [role=alert]')?.textContent ?? '';
          return /Saved|another tab/.exec(said)?.[0];
        },
        { polling: 50 },
      )
      .then((handle) => handle.jsonValue());
  const outcomes = await Promise.all([outcome(first), outcome(second)]);
  expect([...outcomes].sort()).toEqual(['Saved', 'another tab']);
  const key = outcomes[0] === 'Saved' ? 'one' : 'two';
  expect(await stored()).toContain(`"apiKey":"${key}"`);
});
