import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasScreenTools, type Screen, startScreen } from '../../scripts/screen.ts';
import { answerPermission } from './answer-permission.ts';
import { expectStored, type Harness, startHarness } from './harness.ts';
import { fileOf, PAGE_HOST, type PictureSite, startPictureSite } from './pages/site.ts';
import { bytesOf, openedPicker, type PickerPage } from './picker-page.ts';
import { pixelsOf } from './pixels.ts';

// What the browser lets an extension do follows from a person's clicks: only real ones on a real window show it.
const canClick = hasScreenTools();
if (!canClick && process.env['CI']) throw new Error('CI must have xvfb and xdotool');

describe.runIf(canClick)('where nothing was allowed before', () => {
  let screen: Screen;
  let harness: Harness;
  let site: PictureSite;

  beforeAll(async () => {
    screen = await startScreen();
    site = await startPictureSite();
    harness = await startHarness({
      isHeadless: false,
      env: screen.env,
      args: ['--window-size=1200,950', ...site.browserArgs],
    });
    await harness.configure();
  });
  afterAll(async () => {
    await harness.close();
    await site.close();
    screen.close();
  });

  async function openSite(path: string): Promise<Page> {
    const page = await harness.extension.browser.newPage();
    await page.goto(site.url(PAGE_HOST, path), { waitUntil: 'load' });
    await page.bringToFront();
    return page;
  }

  /** Opens the context menu of an element, where our entry stands alone above "Inspect". */
  async function openByMenu(page: Page, selector: string): Promise<PickerPage> {
    return await openedPicker(harness, async () => {
      await screen.openWindow(() => {
        void page.click(selector, { button: 'right' }).catch(() => undefined);
      });
      screen.press('Up', 'Up', 'Return');
    });
  }

  test('a right-click on a canvas leads to its pixels', async () => {
    const page = await openSite('/gallery');
    const drawn = await page.$eval('canvas', (canvas) => canvas.toDataURL());
    const picker = await openByMenu(page, 'canvas');
    await picker.pick('Canvas');
    await picker.press('Upload 1 selected');
    const job = await picker.stored('Canvas');
    const stored = await pixelsOf(picker.page, await bytesOf(harness, job));
    expect(stored).toBe(await pixelsOf(picker.page, Buffer.from(drawn.split(',')[1] ?? '', 'base64')));
  });

  test('a key opens a page’s pictures, which can be picked and uploaded by keys alone', async () => {
    await openSite('/gallery');
    const picker = await openedPicker(harness, async () => screen.press('alt+shift+i'));
    await picker.tiles();
    await picker.page.bringToFront();
    const focused = () =>
      picker.page.evaluate(() => document.activeElement?.closest('li, label, button')?.textContent ?? '');
    const tabTo = async (text: string) => {
      for (let presses = 0; presses < 60 && !(await focused()).includes(text); presses++) screen.press('Tab');
      expect(await focused()).toContain(text);
    };
    await tabTo('background-drawing.png');
    screen.press('space');
    await picker.says(/Upload 1 selected/);
    for (let presses = 0; presses < 60 && !(await focused()).includes('Upload 1'); presses++)
      screen.press('shift+Tab');
    screen.press('Return');
    await expectStored(harness, await picker.stored('background-drawing.png'), fileOf('drawing.png'));
  });

  test('the sites of all that is picked are asked for in one question, and what is refused is told', async () => {
    const page = await openSite('/gallery');
    const picker = await openByMenu(page, 'canvas');
    await picker.tiles();
    await picker.page.bringToFront();
    await picker.pick('elsewhere-photo.jpg', 'open.jpg', 'large-photo.jpg');
    void picker.press('Upload 3 selected').catch(() => undefined);
    await answerPermission(screen, picker.page, 'deny');
    expect(await picker.stored('elsewhere-photo.jpg')).toMatchObject({
      state: 'failed',
      error: { details: { capture: 'elsewhere' } },
    });
    // What every page may read, and what is of the page's own site, needs no answer.
    await expectStored(harness, await picker.stored('open.jpg'), fileOf('photo.jpg'));
    await expectStored(harness, await picker.stored('large-photo.jpg'), fileOf('photo.jpg'));

    await picker.pick('elsewhere-photo.jpg');
    void picker.press('Upload 1 selected').catch(() => undefined);
    await answerPermission(screen, picker.page, 'allow');
    await expect
      .poll(async () => (await picker.stored('elsewhere-photo.jpg')).state, { timeout: 30_000 })
      .toBe('succeeded');
    await expectStored(harness, await picker.stored('elsewhere-photo.jpg'), fileOf('photo.jpg'));
  });

  test('other tabs of the window are listed once they may be known and their sites are allowed', async () => {
    const other = await openSite('/other');
    await other.goto(site.url('cdn.test', '/other'));
    await openSite('/bare');
    const page = await openSite('/gallery');
    const picker = await openByMenu(page, 'canvas');
    await picker.tiles();
    void picker.press('Images of other tabs').catch(() => undefined);
    await answerPermission(screen, picker.page, 'allow');
    await picker.says(/Other tabs of this window/);
    await picker.says(/Another <i>tab<\/i>/);
    const offered = await picker.page.$$eval('.other-tabs li', (items) =>
      items.map((item) => item.textContent),
    );
    expect(offered.some((text) => text?.startsWith('Nothing to see'))).toBe(true);
    // Their names were needed once.
    const keepsTabs = await picker.page.evaluate(`browser.permissions.contains({ permissions: ['tabs'] })`);
    expect(keepsTabs).toBe(false);
    void picker.press('Allow and list').catch(() => undefined);
    await answerPermission(screen, picker.page, 'allow');
    await picker.says(/other-photo.jpg/);
    await picker.pick('other-photo.jpg');
    await picker.press('Upload 1 selected');
    await expectStored(harness, await picker.stored('other-photo.jpg'), fileOf('photo.jpg'));
  });

  test('the popup leads to the pictures of the page behind it', async () => {
    await openSite('/other');
    const popup = await harness.extension.openPopup();
    const picker = await openedPicker(harness, async () => {
      await popup.waitForSelector('::-p-aria([name="Page images"][role="button"])');
      // Within the popup, which a click by its place may miss while it still grows; and it closes, with the answer lost.
      void popup
        .evaluate(() => {
          const buttons = [...document.querySelectorAll('button')];
          buttons.find(({ textContent }) => textContent === 'Page images')?.click();
        })
        .catch(() => undefined);
    });
    await picker.pick('other-photo.jpg');
    await expect.poll(() => popup.isClosed()).toBe(true);
  });
});
