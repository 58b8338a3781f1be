import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFinal } from '../../lib/core/job.ts';
import type { JobView } from '../../lib/protocol/messages.ts';
import { type DemoSite, startDemoSite } from '../../scripts/demo-site.ts';
import { digestFile, digestObject, readObject } from '../../scripts/digest.ts';
import { hasScreenTools, type Screen, startScreen } from '../../scripts/screen.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import { rowOf } from '../faults/rows.ts';
import { answerPermission } from './answer-permission.ts';
import { switchExtension } from './extensions-page.ts';
import { type Harness, startHarness } from './harness.ts';
import { pixelsOf } from './pixels.ts';
import { privateWindow } from './private-window.ts';

const demoFolder = join(resolve(import.meta.dirname, '../..'), 'scripts/demo');

// A context menu is drawn by the browser, not by the page: only a real right-click on a real window opens it.
const canClick = hasScreenTools();
if (!canClick && process.env['CI']) throw new Error('CI must have xvfb and xdotool');
if (!canClick) process.stderr.write('right-click tests left out: install xvfb and xdotool to run them\n');

describe.runIf(canClick)('a right-click', () => {
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

  /** Opens the context menu of an element and goes up from its end to our submenu, which is above "Inspect", and into it. */
  async function chooseEntry(selector: string, ...keys: readonly ('Up' | 'Down' | 'Right')[]): Promise<void> {
    await page.bringToFront();
    // The promise of the click resolves only when the menu is gone again.
    let clicked: Promise<unknown> | undefined;
    await screen.openWindow(() => {
      clicked = page.click(selector, { button: 'right' }).catch(() => undefined);
    });
    screen.press(...keys, 'Return');
    await clicked;
  }

  const uploadImage = (selector: string) => chooseEntry(selector, 'Up', 'Up', 'Right');

  /** Does something that begins an upload. @returns the upload when it has ended */
  async function uploadBy(action: () => Promise<unknown>): Promise<JobView> {
    const known = (await readSnapshot(list)).jobs.map(({ id }) => id);
    await action();
    let job: JobView | undefined;
    const hasEnded = async () => {
      job = (await readSnapshot(list)).jobs.find(({ id }) => !known.includes(id));
      return job !== undefined && isFinal(job.state);
    };
    await expect.poll(hasEnded, { timeout: 60_000 }).toBe(true);
    if (job === undefined) throw new Error('the upload has vanished');
    return job;
  }

  /** One of our entries for a page, in their submenu. Below that there is "View page source", too. */
  const choosePageEntry = (selector: string, ...down: readonly 'Down'[]) =>
    chooseEntry(selector, 'Up', 'Up', 'Up', 'Right', ...down);

  const digestOf = ({ file }: JobView) =>
    digestObject(harness.backend.s3, file?.container ?? '', file?.key ?? '');

  test.each([
    ['on a picture of the page’s own site', '#jpeg', 'photo.jpg', 'photo.jpg', 'image/jpeg'],
    ['on a picture in a data: address', '#data', 'The drawing again.png', 'drawing.png', 'image/png'],
    [
      'on a picture in a blob: address',
      '#blob',
      'The drawing, made by the page.png',
      'drawing.png',
      'image/png',
    ],
    ['on a picture chosen by <picture>', '#picture', 'modern.webp', 'modern.webp', 'image/webp'],
  ])('%s stores its very bytes', async (_title, selector, name, source, mimetype) => {
    const stored = await uploadBy(() => uploadImage(selector));
    expect(stored).toMatchObject({ state: 'succeeded', name, mimetype });
    expect(await digestOf(stored)).toEqual(await digestFile(join(demoFolder, source)));
  });

  test('on a picture of another site that is not allowed is stored as it is seen, and the row offers to allow it', async () => {
    await page.$eval('#other', (picture) => picture.scrollIntoView({ block: 'center' }));
    const seen = await (await page.$('#other'))?.screenshot();
    const job = await uploadBy(async () => {
      await uploadImage('#other');
      await answerPermission(screen, page, 'deny');
    });
    expect(job).toMatchObject({ state: 'succeeded', name: 'photo.png', note: 'screen-crop' });
    await rowOf(list, job.id).says(
      /as it was seen on the screen, cut to the window: 127\.0\.0\.1:\d+ is not allowed/,
    );
    const stored = await readObject(harness.backend.s3, job.file?.container ?? '', job.file?.key ?? '');
    expect(await pixelsOf(list, stored)).toBe(await pixelsOf(list, seen ?? new Uint8Array()));
  });

  test('on a picture of another site is stored byte for byte once it is allowed on the row, in the popup', async () => {
    const popup = await harness.extension.openPopup();
    const stored = await uploadBy(async () => {
      // The question closes the popup, so that nobody there hears the answer, and the click itself may have no end.
      void popup
        .locator('::-p-aria([name="Allow 127.0.0.1 and try again"][role="button"])')
        .click()
        .catch(() => undefined);
      await expect.poll(() => popup.isClosed(), { timeout: 10_000 }).toBe(true);
      await answerPermission(screen, page, 'allow');
    });
    const offersToAllow = () =>
      list.evaluate(() => document.body.textContent?.includes('and try again') ?? false);
    await expect.poll(offersToAllow).toBe(false);
    expect(stored).toMatchObject({ state: 'succeeded', name: 'photo.jpg' });
    expect(await digestOf(stored)).toEqual(await digestFile(join(demoFolder, 'photo.jpg')));
  });

  // After the test above: what was allowed once is allowed again without a question.
  test('on a picture of another site is stored byte for byte when it is allowed in the click', async () => {
    await list.evaluate(`browser.permissions.remove({ origins: ['http://127.0.0.1/*'] })`);
    const stored = await uploadBy(() => uploadImage('#other'));
    expect(stored).toMatchObject({ state: 'succeeded', name: 'photo.jpg' });
    expect(await digestOf(stored)).toEqual(await digestFile(join(demoFolder, 'photo.jpg')));
  });

  test('on a link of the page’s own site stores the file, with no question asked', async () => {
    await list.evaluate(`browser.permissions.remove({ origins: ['http://127.0.0.1/*'] })`);
    const stored = await uploadBy(() => chooseEntry('#link', 'Up', 'Up', 'Right'));
    expect(stored).toMatchObject({ state: 'succeeded', name: 'photo.jpg', mimetype: 'image/jpeg' });
    expect(await digestOf(stored)).toEqual(await digestFile(join(demoFolder, 'photo.jpg')));
  });

  test('on a page stores what is seen of it', async () => {
    await page.evaluate(() => {
      document.body.innerHTML = '<h1>Nothing moves here</h1>';
    });
    const seen = await page.screenshot();
    const stored = await uploadBy(() => choosePageEntry('h1'));
    expect(stored).toMatchObject({ state: 'succeeded', mimetype: 'image/png' });
    expect(stored.name).toMatch(/^Pictures to upload \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.png$/);
    const bytes = await readObject(harness.backend.s3, stored.file?.container ?? '', stored.file?.key ?? '');
    expect(await pixelsOf(list, bytes)).toBe(await pixelsOf(list, seen));
  });

  test('on a page stores the region of it that is chosen then', async () => {
    const clip = { x: 30, y: 15, width: 200, height: 60 };
    const seen = await page.screenshot({ clip });
    const stored = await uploadBy(async () => {
      await choosePageEntry('h1', 'Down');
      await page.waitForSelector('html > div');
      await page.mouse.move(clip.x, clip.y);
      await page.mouse.down();
      await page.mouse.move(clip.x + clip.width, clip.y + clip.height, { steps: 3 });
      await page.mouse.up();
    });
    expect(stored).toMatchObject({ state: 'succeeded', mimetype: 'image/png' });
    const bytes = await readObject(harness.backend.s3, stored.file?.container ?? '', stored.file?.key ?? '');
    expect(await pixelsOf(list, bytes)).toBe(await pixelsOf(list, seen));
  });

  test('on a page stores all of it, without its scroll bar', async () => {
    const width = await page.evaluate(() => {
      const stripes = Array.from(
        { length: 100 },
        (_, row) => `<p style="background: hsl(${row * 7} 90% 50%)">${row}`,
      );
      document.body.innerHTML = `<style>body, p { margin: 0; height: 31px }</style>${stripes.join('')}`;
      return document.documentElement.clientWidth;
    });
    expect(width).toBeLessThan(await page.evaluate(() => innerWidth));
    const stored = await uploadBy(() => choosePageEntry('p', 'Down', 'Down'));
    expect(stored).toMatchObject({ state: 'succeeded', mimetype: 'image/png' });
    // Not before: it takes the scroll bar away.
    const seen = await page.screenshot({
      clip: { x: 0, y: 0, width, height: 3100 },
      captureBeyondViewport: true,
    });
    const bytes = await readObject(harness.backend.s3, stored.file?.container ?? '', stored.file?.key ?? '');
    expect(await pixelsOf(list, bytes)).toBe(await pixelsOf(list, seen));
    await page.evaluate(() => {
      document.body.innerHTML = '<h1>Nothing moves here</h1>';
    });
  });

  test('is not needed for a screenshot: a key does it, too', async () => {
    await page.bringToFront();
    const seen = await page.screenshot();
    const stored = await uploadBy(async () => screen.press('alt+shift+s'));
    expect(stored).toMatchObject({ state: 'succeeded', mimetype: 'image/png' });
    const bytes = await readObject(harness.backend.s3, stored.file?.container ?? '', stored.file?.key ?? '');
    expect(await pixelsOf(list, bytes)).toBe(await pixelsOf(list, seen));
  });

  // The last one: to be let into private windows reloads the extension.
  test('L14: in a private window uploads there, and so does the key; the list of other windows shows nothing of it', async () => {
    const { extension } = harness;
    await switchExtension(extension, { incognitoAccess: true });
    const ordinary = await harness.openPage('popup.html');
    const known = (await readSnapshot(ordinary)).jobs.length;
    const window = await privateWindow(extension, ordinary, 'popup.html');
    list = window.page;
    const opened = extension.browser.waitForTarget((target) => target.url() === `${site.url}&private`);
    await list.evaluate(`browser.tabs.create(${JSON.stringify({ url: `${site.url}&private` })})`);
    page = await (await opened).asPage();
    await page.waitForNetworkIdle();
    const stored = await uploadBy(() => uploadImage('#jpeg'));
    expect(stored).toMatchObject({ state: 'succeeded', name: 'photo.jpg', mimetype: 'image/jpeg' });
    expect(await digestOf(stored)).toEqual(await digestFile(join(demoFolder, 'photo.jpg')));
    const shot = await uploadBy(async () => screen.press('alt+shift+s'));
    expect(shot).toMatchObject({ state: 'succeeded', mimetype: 'image/png' });
    expect((await readSnapshot(ordinary)).jobs).toHaveLength(known);
  });
});
