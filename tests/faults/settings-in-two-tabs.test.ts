import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Harness, startHarness } from '../e2e/harness.ts';
import { fieldOf } from '../e2e/options-fields.ts';

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

// A page that is not in front draws no frames, which a click waits for.
async function fill(page: Page, label: string, text: string): Promise<void> {
  await page.bringToFront();
  await page.locator(fieldOf(label)).fill(text);
}
/** Leaves the field, which stores what is in it. */
async function leave(page: Page): Promise<void> {
  await page.bringToFront();
  await page.keyboard.press('Tab');
}
async function press(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  await page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
}
const enteredIn = async (page: Page, label: string) => {
  await page.bringToFront();
  await page.waitForSelector(fieldOf(label));
  return await page.$eval(fieldOf(label), (input) => (input as HTMLInputElement).value);
};
/** Waits until the page says this. */
async function says(page: Page, role: 'status' | 'alert', text: string): Promise<void> {
  await page.waitForFunction(
    (selector: string, wanted: string) =>
      [...document.querySelectorAll(selector)].some((said) => said.textContent?.includes(wanted)),
    { polling: 50 },
    `[role=${role}]`,
    text,
  );
}
const stored = async () => JSON.stringify(await first.evaluate('browser.storage.local.get()'));

test('X6 Q10: options changed in two tabs: both changes hold, and each tab shows them', async () => {
  await fill(second, 'Path', 'of the second/');
  await fill(first, 'Region', 'of-the-first');
  await leave(first);
  await says(first, 'status', 'Saved.');
  // Live, but for what is being edited.
  await expect.poll(() => enteredIn(second, 'Region')).toBe('of-the-first');
  expect(await enteredIn(second, 'Path')).toBe('of the second/');
  await leave(second);
  await says(second, 'status', 'Saved.');
  expect(await stored()).toContain('of-the-first');
  expect(await stored()).toContain('of the second/');
  await expect.poll(() => enteredIn(first, 'Path')).toBe('of the second/');
});

test('X6 Q10: a field that was changed in another tab while it was edited: the second is told, and neither is lost in silence', async () => {
  await fill(second, 'Path', 'second/');
  await fill(first, 'Path', 'first/');
  await leave(first);
  await says(first, 'status', 'Saved.');
  await says(second, 'alert', 'changed in another tab');
  await leave(second);
  await says(second, 'alert', 'not saved yet');
  expect(await stored()).toContain('first/');
  expect(await stored()).not.toContain('second/');
  // What was entered is still there to be kept.
  expect(await enteredIn(second, 'Path')).toBe('second/');
  await press(second, 'Keep the other');
  expect(await enteredIn(second, 'Path')).toBe('first/');
  expect(await stored()).toContain('first/');
});

test('X6: the second tab may replace what the first has saved, when the person says so', async () => {
  await fill(second, 'Path', 'second path/');
  await fill(first, 'Path', 'first path/');
  await leave(first);
  await says(first, 'status', 'Saved.');
  await leave(second);
  await says(second, 'alert', 'not saved yet');
  await press(second, 'Save mine');
  await says(second, 'status', 'Saved.');
  expect(await stored()).toContain('second path/');
  await expect.poll(() => enteredIn(first, 'Path')).toBe('second path/');
});

test('Q10: of changes of one field at the same moment exactly one counts, and the other is told', async () => {
  await fill(first, 'Path', 'one/');
  await fill(second, 'Path', 'two/');
  const submit = (page: Page) =>
    page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await Promise.all([submit(first), submit(second)]);
  const outcome = (page: Page) =>
    page
      .waitForFunction(
        () => {
          const said = [...document.querySelectorAll('[role=status], [role=alert]')];
          return /Saved|another tab/.exec(said.map(({ textContent }) => textContent).join(' '))?.[0];
        },
        { polling: 50 },
      )
      .then((handle) => handle.jsonValue());
  const outcomes = await Promise.all([outcome(first), outcome(second)]);
  expect([...outcomes].sort()).toEqual(['Saved', 'another tab']);
  expect(await stored()).toContain(`"path":"${outcomes[0] === 'Saved' ? 'one/' : 'two/'}"`);
});
