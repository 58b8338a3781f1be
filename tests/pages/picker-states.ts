import { PAGE_HOST } from '../e2e/pages/site.ts';
import type { Listing } from './page-state.ts';

/** A page's pictures. */
export const pickerStates: readonly Listing[] = [
  { name: 'no tab', prepare: (stage) => stage.set({}, []) },
  {
    name: 'pictures',
    prepare: (stage) => stage.set({}, []),
    async arrive(page, { extension, site }) {
      const shown = await extension.browser.newPage();
      await shown.goto(site.url(PAGE_HOST, '/gallery'), { waitUntil: 'load' });
      const tabId = await page.evaluate(
        `chrome.tabs.query({ url: 'http://${PAGE_HOST}/*' }).then(([{ id }]) => id)`,
      );
      await page.bringToFront();
      await page.goto(extension.pageUrl(`picker.html?tab=${tabId}`));
      await page.waitForSelector('.tile');
      await page.waitForFunction(() =>
        [...document.querySelectorAll<HTMLImageElement>('.tile:has(:enabled) img')].every(
          ({ complete, loading }) => complete || loading === 'lazy',
        ),
      );
      for (const tile of (await page.$$('.tile input:enabled')).slice(0, 2)) await tile.click();
      await page.waitForFunction(() => document.querySelectorAll('.tile :checked').length === 2);
      await shown.close();
    },
  },
];
