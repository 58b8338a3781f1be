import type { Page } from 'puppeteer';
import { expect } from 'vitest';

/** A line of text, also one that offers values. */
export const fieldOf = (label: string) =>
  ['textbox', 'combobox'].map((role) => `::-p-aria([name="${label}"][role="${role}"])`).join(', ');
const noteOf = '::-p-aria([name="What became of the last change"][role="status"])';

/** The options page as a person has it in front. */
export function optionsOf(page: Page) {
  const noted = async () => (await page.$eval(noteOf, ({ textContent }) => textContent)) ?? '';
  return {
    /** Enters a text and leaves the field, which is what stores it. */
    async enter(label: string, text: string): Promise<void> {
      if (text === '') {
        // Filling in nothing empties the field without telling the page.
        await page.locator(fieldOf(label)).click({ count: 3 });
        await page.keyboard.press('Backspace');
      } else {
        await page.locator(fieldOf(label)).fill(text);
      }
      await page.keyboard.press('Tab');
    },
    /** What is said below a field: its hint, and what is wrong with it. */
    async beside(label: string): Promise<string> {
      return await page.$eval(fieldOf(label), (input) =>
        (input.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent)
          .join(' '),
      );
    },
    noted,
    async saved(): Promise<void> {
      await expect.poll(noted).toContain('Saved.');
    },
    async press(name: string): Promise<void> {
      await page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
    },
    async valueOf(label: string): Promise<unknown> {
      await page.waitForSelector(fieldOf(label));
      return await page.$eval(fieldOf(label), (input) => Reflect.get(input, 'value'));
    },
  };
}
