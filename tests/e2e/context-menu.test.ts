import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoSite, startDemoSite } from '../../scripts/demo-site.ts';
import { digestFile, digestObject } from '../../scripts/digest.ts';
import { hasScreenTools, type Screen, startScreen } from '../../scripts/screen.ts';
import { type Harness, startHarness, waitForEnd } from './harness.ts';

const demoFolder = join(resolve(import.meta.dirname, '../..'), 'scripts/demo');

// A context menu is drawn by the browser, not by the page: only a real right-click on a real window opens it.
const canClick = hasScreenTools();
if (!canClick && process.env['CI']) throw new Error('CI must have xvfb and xdotool');
if (!canClick) process.stderr.write('right-click tests left out: install xvfb and xdotool to run them\n');

describe.runIf(canClick)('a right-click on a picture', () => {
  let screen: Screen;
  let harness: Harness;
  let site: DemoSite;
  let page: Page;
  let list: Page;

  beforeAll(async () => {
    screen = await startScreen();
    harness = await startHarness({ isHeadless: false, env: screen.env, args: ['--window-size=1200,950'] });
    site = await startDemoSite(demoFolder);
    await harness.configure();
    list = await harness.openPage('popup.html');
    page = await harness.extension.browser.newPage();
    await page.goto(site.url, { waitUntil: 'networkidle0' });
  });
  afterAll(async () => {
    await harness.close();
    await site.close();
    screen.close();
  });

  /** Opens the context menu of a picture and chooses our entry, the one above "Inspect" at its end. */
  async function uploadImage(selector: string): Promise<void> {
    await page.bringToFront();
    // The promise of the click resolves only when the menu is gone again.
    let clicked: Promise<unknown> | undefined;
    await screen.openWindow(() => {
      clicked = page.click(selector, { button: 'right' }).catch(() => undefined);
    });
    screen.press('Up', 'Up', 'Return');
    await clicked;
  }

  const storedAs = async (name: string) => {
    await list.bringToFront();
    const { state, error, file, mimetype } = await waitForEnd(list, name);
    return { state, error, file, mimetype };
  };

  test.each([
    ['of the page’s own site', '#jpeg', 'photo.jpg', 'photo.jpg', 'image/jpeg'],
    ['in a data: address', '#data', 'image.png', 'drawing.png', 'image/png'],
    ['in a blob: address', '#blob', 'image', 'drawing.png', 'image/png'],
    ['chosen by <picture>', '#picture', 'modern.webp', 'modern.webp', 'image/webp'],
  ])('%s stores its very bytes', async (_title, selector, name, source, mimetype) => {
    await uploadImage(selector);
    const stored = await storedAs(name);
    expect(stored).toMatchObject({ state: 'succeeded', mimetype });
    const digest = await digestObject(
      harness.backend.s3,
      stored.file?.container ?? '',
      stored.file?.key ?? '',
    );
    expect(digest).toEqual(await digestFile(join(demoFolder, source)));
  });

  test('of another site says so, and stores nothing', async () => {
    await uploadImage('#other');
    await list.bringToFront();
    await list.waitForSelector('[data-state=failed]');
    const text = await list.$eval('[data-state=failed]', (row) => row.textContent);
    expect(text).toMatch(/This picture comes from 127\.0\.0\.1:\d+, another site than the page/);
    expect(await list.$('[data-state=failed][data-url]')).toBeNull();
  });
});
