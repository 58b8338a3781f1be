import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isFinal } from '../../lib/core/job.ts';
import type { JobView } from '../../lib/protocol/messages.ts';
import { readObject } from '../../scripts/digest.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import { builtExtensionDir } from '../faults/bench.ts';
import { command, rowOf } from '../faults/rows.ts';
import { copyPermitted } from '../permitted-extension.ts';
import { type Harness, startHarness } from './harness.ts';
import { flawsOf, type Patch, type PatternSite, sizeOfPng, startPatternSite } from './pages/pattern.ts';

const NAME = /^A pattern \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.png$/;

/** A browser at a resolution, in which pictures of every tab may be taken, and a page that lists the uploads. */
function useScreen(scale: number) {
  const extensionDir = mkdtempSync(join(tmpdir(), 's3-uploader-extension-'));
  let harness: Harness;
  let site: PatternSite;
  let list: Page;
  let page: Page;

  beforeAll(async () => {
    copyPermitted(builtExtensionDir, extensionDir, ['<all_urls>']);
    site = await startPatternSite();
    const args = [`--force-device-scale-factor=${scale}`, '--window-size=700,600', ...site.browserArgs];
    harness = await startHarness({ extensionDir, args });
    await harness.configure();
    list = await harness.openPage('uploads.html');
  });
  afterEach(async () => {
    await (await harness.extension.worker()).evaluate('globalThis.putBack?.()');
    if (!page.isClosed()) await page.close();
  });
  afterAll(async () => {
    await harness.close();
    await site.close();
    rmSync(extensionDir, { recursive: true });
  });

  const jobs = async () => (await readSnapshot(list)).jobs;

  return {
    scale,
    list: () => list,
    site: () => site,
    shownUrl: () => site.shownUrl,
    url: (more: string) => site.url({ height: 2000 }, more),
    worker: () => harness.extension.worker(),
    newPage: () => harness.extension.browser.newPage(),
    jobs,

    async open(size: { width?: number; height?: number }, more = '', policy = ''): Promise<Page> {
      page = await harness.extension.browser.newPage();
      await page.goto(site.url(size, more, policy));
      return page;
    },

    /** Has the browser tell the extension that an entry was chosen on the page. */
    async choose(menuItemId: string, click: object = {}): Promise<void> {
      await page.bringToFront();
      const worker = await harness.extension.worker();
      const info = { menuItemId, pageUrl: page.url(), ...click };
      await worker.evaluate(`chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) =>
        chrome.contextMenus.onClicked.dispatch(${JSON.stringify(info)}, tab))`);
    },

    /** The number by which the browser knows the frame with this in its address. */
    async frameId(part: string): Promise<unknown> {
      const worker = await harness.extension.worker();
      return await worker.evaluate(`chrome.tabs.query({ active: true, lastFocusedWindow: true })
        .then(([tab]) => chrome.scripting.executeScript({
          target: { tabId: tab.id, allFrames: true }, func: () => location.hash,
        }))
        .then((frames) => frames.find(({ result }) => result === '#${part}')?.frameId)`);
    },

    /** Does what begins an upload. @returns it when it has ended */
    async uploadBy(action: () => Promise<unknown>): Promise<JobView> {
      const known = (await jobs()).map(({ id }) => id);
      await action();
      let job: JobView | undefined;
      const hasEnded = async () => {
        job = (await jobs()).find(({ id }) => !known.includes(id));
        return job !== undefined && isFinal(job.state);
      };
      await expect.poll(hasEnded, { timeout: 90_000 }).toBe(true);
      if (job === undefined) throw new Error('the upload has vanished');
      return job;
    },

    async picture(job: JobView, name = NAME): Promise<Uint8Array> {
      expect(job).toMatchObject({ state: 'succeeded', mimetype: 'image/png' });
      expect(job.name).toMatch(name);
      return await readObject(harness.backend.s3, job.file?.container ?? '', job.file?.key ?? '');
    },

    row: (job: JobView) => rowOf(list, job.id),
  };
}

type Screen = ReturnType<typeof useScreen>;

/** Our overlay is the only thing that is put beside the body of these pages. */
const overlayIsOpen = (page: Page) => page.waitForSelector('html > div');
const overlays = (page: Page) => page.$$eval('html > div', (hosts) => hosts.length);

/** What a page may listen to for its menus and pictures. */
const HEARD = [
  ...['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'auxclick', 'contextmenu', 'wheel'],
  ...['keydown', 'keyup', 'focusin'],
];

/** What a page looks like to scripts, and where it is scrolled to. */
const stateOf = (page: Page) =>
  page.evaluate(() => [document.documentElement.outerHTML, scrollX, scrollY] as const);

async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]) {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 4 });
  await page.mouse.up();
}

/** Has the shot of this number, counted from now, come only when it is let come. @returns what lets it, once it is taken */
async function holdShot(
  screen: Screen,
  number: number,
): Promise<{ taken(): Promise<void>; letCome(): Promise<void> }> {
  const worker = await screen.worker();
  await worker.evaluate(`{
    const take = browser.tabs.captureVisibleTab;
    let shots = 0;
    globalThis.isTaken = false;
    const held = new Promise((resolve) => { globalThis.letCome = resolve; });
    globalThis.putBack = () => { letCome(); browser.tabs.captureVisibleTab = take; };
    browser.tabs.captureVisibleTab = async (...args) => {
      const shot = await take.apply(browser.tabs, args);
      shots += 1;
      if (shots === ${number}) { globalThis.isTaken = true; await held; }
      return shot;
    };
  }`);
  return {
    taken: () => expect.poll(() => worker.evaluate('globalThis.isTaken'), { timeout: 30_000 }).toBe(true),
    letCome: async () => void (await worker.evaluate('globalThis.letCome()')),
  };
}

describe.each([1, 2, 1.5])('at %s pixels of the screen for one of the page', (scale) => {
  const screen = useScreen(scale);

  test('a region that is dragged is stored, pixel for pixel', async () => {
    const page = await screen.open({ height: 1500 });
    await page.evaluate(() => scrollTo(0, 200));
    const before = await stateOf(page);
    const job = await screen.uploadBy(async () => {
      await screen.choose('upload-region');
      await overlayIsOpen(page);
      await drag(page, [300, 250], [102, 51]);
    });
    const picture = await screen.picture(job);
    expect(sizeOfPng(picture)).toEqual([198 * scale, Math.round(250 * scale) - Math.round(51 * scale)]);
    const corner = { x: 102 * scale, y: 200 * scale + Math.round(51 * scale) };
    expect(await flawsOf(screen.list(), picture, corner)).toBe('');
    expect(await stateOf(page)).toEqual(before);
  });

  test('a region that is chosen by keys alone is stored, pixel for pixel', async () => {
    const page = await screen.open({});
    const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    const job = await screen.uploadBy(async () => {
      await screen.choose('upload-region');
      await overlayIsOpen(page);
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown'] as const) await page.keyboard.press(key);
      await page.keyboard.down('Shift');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.down('Control');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.up('Shift');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.up('Control');
      await page.keyboard.press('Enter');
    });
    const pixel = (value: number) => Math.round(value * scale);
    // The first key shows half of the window, in its middle.
    const left = Math.round(width / 4) + 10 - 1;
    const top = Math.round(height / 4) + 10;
    const right = left + Math.round(width / 2) - 10;
    const bottom = top + Math.round(height / 2) + 1;
    const picture = await screen.picture(job);
    expect(sizeOfPng(picture)).toEqual([pixel(right) - pixel(left), pixel(bottom) - pixel(top)]);
    expect(await flawsOf(screen.list(), picture, { x: pixel(left), y: pixel(top) })).toBe('');
  });

  test('a page of several windows is stored as one picture, and what stays in the window is in it once', async () => {
    const page = await screen.open(
      { height: 2999 },
      `<style>html { scroll-behavior: smooth; scroll-snap-type: y mandatory } canvas { scroll-snap-align: end }</style>
       <div style="position: absolute; top: 0; left: 0; width: 100px; height: 2999px">
         <header style="position: sticky; z-index: 1; top: 0; height: 40px; background: #ff0000"></header>
         <div style="height: 1460px"></div>
         <h2 style="position: sticky; top: 40px; margin: 0; height: 20px; background: #00ff00"></h2>
       </div>
       <svg width="1" height="1" style="position: absolute; top: 0; opacity: 0"></svg>
       <button style="position: fixed; bottom: 10px; right: 10px; width: 80px; height: 30px; border: 0; background: #0000ff;
         opacity: 1; transition: all 5s"></button>`,
    );
    await page.evaluate(() => scrollTo({ top: 700, behavior: 'instant' }));
    const before = await stateOf(page);
    const job = await screen.uploadBy(() => screen.choose('upload-full-page'));
    const picture = await screen.picture(job);
    const [width, height] = await page.evaluate(() => [innerWidth, innerHeight] as const);
    const patch = (x: number, y: number, wide: number, high: number, colour: Patch['colour']): Patch => ({
      x: x * scale,
      y: y * scale,
      width: wide * scale,
      height: high * scale,
      colour,
    });
    expect(sizeOfPng(picture)).toEqual([width * scale, Math.round(2999 * scale)]);
    const patches = [
      patch(0, 0, 100, 40, [255, 0, 0]),
      patch(0, 1500, 100, 20, [0, 255, 0]),
      patch(width - 90, height - 40, 80, 30, [0, 0, 255]),
    ];
    expect(await flawsOf(screen.list(), picture, { x: 0, y: 0 }, patches)).toBe('');
    expect(job.note).toBeUndefined();
    expect(await stateOf(page)).toEqual(before);
  });
});

describe('of a page', () => {
  const screen = useScreen(1);

  const size = (page: Page) => page.evaluate(() => [innerWidth, innerHeight] as const);

  test.each([
    ['Escape', (page: Page) => page.keyboard.press('Escape')],
    ['a right-click', (page: Page) => page.mouse.click(50, 50, { button: 'right' })],
    [
      'going to another tab',
      (page: Page) =>
        screen
          .list()
          .bringToFront()
          .then(() => page),
    ],
  ])('a region is not wanted any more after %s, and nothing is left of it', async (_title, leave) => {
    const page = await screen.open({});
    const [before, known] = [await stateOf(page), await screen.jobs()];
    await screen.choose('upload-region');
    await overlayIsOpen(page);
    await page.mouse.move(10, 10);
    await page.mouse.down();
    await page.mouse.move(90, 90);
    await leave(page);
    await expect.poll(() => stateOf(page)).toEqual(before);
    await page.mouse.up();
    // What is chosen after it is the next upload.
    const job = await screen.uploadBy(() => screen.choose('upload-screenshot'));
    expect((await screen.jobs()).length).toBe(known.length + 1);
    expect(sizeOfPng(await screen.picture(job))).toEqual(await size(page));
  });

  test('a region that is chosen anew begins anew', async () => {
    const page = await screen.open({});
    const known = await screen.jobs();
    const job = await screen.uploadBy(async () => {
      await screen.choose('upload-region');
      await overlayIsOpen(page);
      const [first] = await page.$$('html > div');
      await screen.choose('upload-region');
      await expect.poll(() => first?.evaluate((host) => host.isConnected)).toBe(false);
      await overlayIsOpen(page);
      expect(await overlays(page)).toBe(1);
      await drag(page, [10, 20], [110, 70]);
    });
    expect(sizeOfPng(await screen.picture(job))).toEqual([100, 50]);
    expect((await screen.jobs()).length).toBe(known.length + 1);
  });

  test('a region is chosen in a dialog with a name, which says what it does and how large it is', async () => {
    const page = await screen.open({});
    await screen.choose('upload-region');
    const dialog = await page.waitForSelector('::-p-aria([name="Choose a region to upload"][role="dialog"])');
    expect(dialog).not.toBeNull();
    const nodes = async () => JSON.stringify(await page.accessibility.snapshot({ interestingOnly: false }));
    expect(await nodes()).toContain('Enter uploads it, Escape cancels');
    await page.keyboard.press('ArrowUp');
    const [width, height] = await size(page);
    expect(await nodes()).toContain(`${Math.round(width / 2)} × ${Math.round(height / 2)} pixels`);
    await page.keyboard.press('Escape');
  });

  test('M4: a page can neither choose a region nor look at the overlay, whatever it forbids to be put into it', async () => {
    const policy = "default-src 'none'; style-src 'none'; require-trusted-types-for 'script'";
    const page = await screen.open({}, '<dialog id="own">Something else</dialog>', policy);
    await page.$eval('#own', (own) => own instanceof HTMLDialogElement && own.showModal());
    const known = await screen.jobs();
    await screen.choose('upload-region');
    const host = await overlayIsOpen(page);
    const found = await host?.evaluate((element) => {
      for (const type of ['pointerdown', 'pointermove', 'pointerup']) {
        element.dispatchEvent(
          new PointerEvent(type, { clientX: 50, clientY: 50, bubbles: true, composed: true }),
        );
      }
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
      return element.shadowRoot;
    });
    expect(found).toBeNull();
    expect(await screen.jobs()).toHaveLength(known.length);
    const job = await screen.uploadBy(() => drag(page, [20, 30], [60, 130]));
    expect(sizeOfPng(await screen.picture(job))).toEqual([40, 100]);
  });

  test('a page hears nothing of what is done while a region is chosen, and all of what is done afterwards', async () => {
    const page = await screen.open({ height: 2000 });
    await page.evaluate((names: readonly string[]) => {
      const heard: string[] = [];
      for (const target of [document, window]) {
        for (const name of names) target.addEventListener(name, () => heard.push(name));
      }
      Object.assign(window, { heard });
    }, HEARD);
    const heard = () => page.evaluate(() => [...new Set<unknown>(Reflect.get(window, 'heard'))]);
    const overlayIsGone = () => expect.poll(() => overlays(page)).toBe(0);
    await screen.choose('upload-region');
    await overlayIsOpen(page);
    // What the page says itself is no reason to stop.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.keyboard.press('ArrowDown');
    await page.mouse.click(50, 50);
    await page.mouse.wheel({ deltaY: 100 });
    await page.keyboard.press('Escape');
    await overlayIsGone();
    await screen.choose('upload-region');
    await overlayIsOpen(page);
    await page.mouse.click(50, 50, { button: 'right' });
    await overlayIsGone();
    const job = await screen.uploadBy(async () => {
      await screen.choose('upload-region');
      await overlayIsOpen(page);
      await drag(page, [10, 20], [110, 70]);
    });
    expect(sizeOfPng(await screen.picture(job))).toEqual([100, 50]);
    expect(await heard()).toEqual([]);
    await page.mouse.click(50, 50);
    await page.keyboard.press('a');
    const gestures = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'keydown', 'keyup'];
    expect(await heard()).toEqual(gestures);
  });

  test('what had the focus before a region was chosen has it again', async () => {
    const page = await screen.open({}, '<input id="field">');
    await page.focus('#field');
    await screen.choose('upload-region');
    await overlayIsOpen(page);
    expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('field');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('field');
  });

  test('a region that the page takes away is said to be gone', async () => {
    const page = await screen.open({});
    const job = await screen.uploadBy(async () => {
      await screen.choose('upload-region');
      const host = await overlayIsOpen(page);
      await host?.evaluate((element) => element.remove());
    });
    expect(job).toMatchObject({ state: 'failed', canRetry: false });
    await screen.row(job).says(/did not stand still while its picture was taken/);
  });

  test.each([
    [
      'scrolled',
      /did not stand still while its picture was taken/,
      (page: Page) => page.evaluate(() => scrollBy(0, 1)),
    ],
    ['left for another tab', /Another page or tab came in front/, () => screen.list().bringToFront()],
    ['left for another page', /Another page or tab came in front/, (page: Page) => page.goto('about:blank')],
  ])(
    'a region of a page that is %s while it is taken is not uploaded, and the row says why',
    async (_title, text, disturb) => {
      const page = await screen.open({ height: 2000 });
      const held = await holdShot(screen, 1);
      const job = await screen.uploadBy(async () => {
        await screen.choose('upload-region');
        await overlayIsOpen(page);
        await drag(page, [10, 20], [110, 70]);
        await held.taken();
        await disturb(page);
        await held.letCome();
      });
      expect(job).toMatchObject({ state: 'failed', error: { details: { step: 'capture' } } });
      await screen.row(job).says(text);
    },
  );

  test('a wide page is stored as one picture', async () => {
    const page = await screen.open({ width: 1501, height: 900 });
    const job = await screen.uploadBy(() => screen.choose('upload-full-page'));
    const picture = await screen.picture(job);
    expect(sizeOfPng(picture)).toEqual([1501, 900]);
    expect(await flawsOf(screen.list(), picture)).toBe('');
    expect(await page.evaluate(() => [scrollX, scrollY])).toEqual([0, 0]);
  });

  test('a page that is written from right to left is stored from its left end on', async () => {
    await screen.open({ width: 1501, height: 600 }, `<script>document.documentElement.dir = 'rtl'</script>`);
    const job = await screen.uploadBy(() => screen.choose('upload-full-page'));
    const picture = await screen.picture(job);
    expect(sizeOfPng(picture)[0]).toBe(1501);
    expect(await flawsOf(screen.list(), picture, { x: 0, y: 0 }, [])).toBe('');
  });

  test.each([0.8, 1.1, 1.25, 1.75])(
    'a page at a zoom of %s is stored as it is seen, pixel for pixel',
    async (zoom) => {
      const page = await screen.open({});
      const worker = await screen.worker();
      await page.bringToFront();
      await worker.evaluate(`chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) =>
      chrome.tabs.setZoom(tab.id, ${zoom}))`);
      await page.waitForFunction((wanted: number) => Math.abs(devicePixelRatio - wanted) < 0.01, {}, zoom);
      const url = new URL(page.url());
      url.searchParams.set('height', '1333');
      await page.goto(url.href);
      const [width, height] = await page.$eval('canvas', (canvas) => [canvas.width, canvas.height] as const);
      const whole = await screen.picture(await screen.uploadBy(() => screen.choose('upload-full-page')));
      expect(sizeOfPng(whole)[1]).toBe(height);
      expect(Math.abs(sizeOfPng(whole)[0] - width)).toBeLessThanOrEqual(1);
      expect(await flawsOf(screen.list(), whole)).toBe('');
      const job = await screen.uploadBy(async () => {
        await screen.choose('upload-region');
        await overlayIsOpen(page);
        await drag(page, [11, 23], [111, 223]);
      });
      const corner = { x: Math.round(11 * zoom), y: Math.round(23 * zoom) };
      expect(await flawsOf(screen.list(), await screen.picture(job), corner)).toBe('');
      await worker.evaluate(`chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) =>
      chrome.tabs.setZoom(tab.id, 0))`);
    },
  );

  test('a page that scrolls back and has put something in the place of scrollTo is stored whole', async () => {
    const page = await screen.open(
      { height: 1800 },
      `<script>
        window.scrollTo = Element.prototype.scrollTo = () => { document.title = 'called' };
        const back = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollTop').set;
        addEventListener('scroll', () => back.call(document.documentElement, 0));
      </script>`,
    );
    const job = await screen.uploadBy(() => screen.choose('upload-full-page'));
    const picture = await screen.picture(job);
    expect(sizeOfPng(picture)[1]).toBe(1800);
    expect(await flawsOf(screen.list(), picture)).toBe('');
    expect(await page.evaluate(() => [scrollX, scrollY])).toEqual([0, 0]);
  });

  test('a page that never stands still is given up, and the row says why', async () => {
    await screen.open({ height: 1800 }, '<script>setInterval(() => scrollTo(0, 0), 1)</script>');
    const job = await screen.uploadBy(() => screen.choose('upload-full-page'));
    expect(job).toMatchObject({ state: 'failed', canRetry: false });
    await screen.row(job).says(/did not stand still while its picture was taken/);
  });

  test('pictures that are loaded only when they are seen are in it', async () => {
    await screen.open(
      { height: 1800 },
      `<div id="late" style="position: absolute; top: 1500px; left: 0; width: 50px; height: 50px; background: #ff0000"></div>
       <script>new IntersectionObserver(([entry]) => {
         if (entry.isIntersecting) late.style.background = '#0000ff';
       }).observe(late)</script>`,
    );
    const job = await screen.uploadBy(() => screen.choose('upload-full-page'));
    const patch = { x: 0, y: 1500, width: 50, height: 50, colour: [0, 0, 255] } as const;
    expect(await flawsOf(screen.list(), await screen.picture(job), { x: 0, y: 0 }, [patch])).toBe('');
  });

  test('a page without end is stored as far as it is reasonable, and the row says so', async () => {
    const page = await screen.open(
      { height: 700 },
      `<script>addEventListener('scroll', () => {
        const more = document.createElement('p');
        more.style.cssText = 'height: 2000px; margin: 0';
        document.body.append(more);
      })</script>`,
    );
    const job = await screen.uploadBy(() => screen.choose('upload-full-page'));
    const [, height] = await size(page);
    const [, stored] = sizeOfPng(await screen.picture(job));
    expect(stored).toBeGreaterThanOrEqual(700 + 10 * height);
    expect(stored).toBeLessThan(700 + 12 * height);
    await screen.row(job).says(/Not all of the page/);
  });

  test('a page that is a box which scrolls is stored as it is seen, and the row says so', async () => {
    await screen.open(
      {},
      '<div style="position: absolute; inset: 0; overflow: auto; opacity: 0"><p style="height: 3000px"></p></div>',
    );
    const job = await screen.uploadBy(() => screen.choose('upload-full-page'));
    expect(await flawsOf(screen.list(), await screen.picture(job))).toBe('');
    await screen.row(job).says(/Most of the page scrolls by itself inside of it/);
  });

  test('L1: a page is put back when the worker dies in the middle of its screenshot, and nothing of it is uploaded', async () => {
    const page = await screen.open({ height: 1800 }, '<h1 style="position: sticky; top: 0">Title</h1>');
    await page.evaluate(() => scrollTo(0, 300));
    const before = await stateOf(page);
    const held = await holdShot(screen, 2);
    const job = await screen.uploadBy(async () => {
      await screen.choose('upload-full-page');
      await held.taken();
      expect(await stateOf(page)).not.toEqual(before);
      await (await screen.worker()).close();
    });
    expect(job).toMatchObject({ state: 'failed', canRetry: false, error: { code: 'source-gone' } });
    await expect.poll(() => stateOf(page), { timeout: 60_000 }).toEqual(before);
  });

  test('the row says how far it is, and cancelling it puts the page back at once', async () => {
    const page = await screen.open({ height: 1800 }, '<h1 style="position: sticky; top: 0">Title</h1>');
    await page.evaluate(() => scrollTo(0, 300));
    const before = await stateOf(page);
    const held = await holdShot(screen, 2);
    const job = await screen.uploadBy(async () => {
      const known = (await screen.jobs()).map(({ id }) => id);
      await screen.choose('upload-full-page');
      await held.taken();
      expect(await stateOf(page)).not.toEqual(before);
      const [under] = (await screen.jobs()).filter(({ id }) => !known.includes(id));
      if (under === undefined) throw new Error('there is no upload');
      await screen.row(under).says(/Taking screenshot: 2 of \d/);
      await command(screen.list(), under.id, 'cancel-requested');
      await expect.poll(() => stateOf(page)).toEqual(before);
      await held.letCome();
    });
    expect(job.state).toBe('cancelled');
    expect(job.file).toBeUndefined();
  });

  test('cancelling it while a picture is still loading puts the page back, and nothing touches it afterwards', async () => {
    const page = await screen.open({ height: 1800 }, '<h1 style="position: sticky; top: 0">Title</h1>');
    await page.evaluate((src: string) => {
      const image = new Image();
      // Called so that it stands in the way of who looks for elements, and in view wherever the page is scrolled to.
      Object.assign(image, { src, name: 'querySelectorAll' });
      image.style.position = 'fixed';
      document.body.prepend(image);
      scrollTo(0, 300);
    }, screen.site().heldUrl);
    const before = await stateOf(page);
    const job = await screen.uploadBy(async () => {
      const known = (await screen.jobs()).map(({ id }) => id);
      await screen.choose('upload-full-page');
      await expect.poll(() => stateOf(page)).not.toEqual(before);
      const [under] = (await screen.jobs()).filter(({ id }) => !known.includes(id));
      if (under === undefined) throw new Error('there is no upload');
      await command(screen.list(), under.id, 'cancel-requested');
      await expect.poll(() => stateOf(page)).toEqual(before);
    });
    expect(job.state).toBe('cancelled');
    screen.site().letCome();
    await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
    // The time of another screenshot is enough for whoever would still want to scroll.
    expect(await screen.uploadBy(() => screen.choose('upload-screenshot'))).toMatchObject({
      state: 'succeeded',
    });
    expect(await stateOf(page)).toEqual(before);
  });

  test.each([
    ['another page', (page: Page) => page.goto('about:blank')],
    ['another tab', () => screen.list().bringToFront()],
    [
      'nothing, when it is closed',
      async (page: Page) => {
        await screen.list().bringToFront();
        await page.close();
      },
    ],
  ])(
    'a page that is left for %s in the middle is not uploaded, and the row says why',
    async (_title, leave) => {
      const page = await screen.open({ height: 1800 });
      const held = await holdShot(screen, 2);
      const job = await screen.uploadBy(async () => {
        await screen.choose('upload-full-page');
        await held.taken();
        await leave(page);
        await held.letCome();
      });
      expect(job).toMatchObject({ state: 'failed', canRetry: false });
      await screen.row(job).says(/Another page or tab came in front/);
    },
  );

  test('a document that is no HTML is stored as a whole; of a region of it is said that it can’t be', async () => {
    const page = await screen.open({});
    await page.goto(screen.shownUrl());
    const [width, height] = await size(page);
    const whole = await screen.uploadBy(() => screen.choose('upload-full-page'));
    expect(whole.error).toBeUndefined();
    const patches: readonly Patch[] = [
      { x: 0, y: 0, width: 60, height: 40, colour: [0, 255, 0] },
      { x: 0, y: 0, width, height, colour: [255, 255, 255] },
    ];
    const picture = await screen.picture(whole, /\.png$/);
    expect(await flawsOf(screen.list(), picture, { x: 0, y: 0 }, patches)).toBe('');
    const region = await screen.uploadBy(() => screen.choose('upload-region'));
    await screen.row(region).says(/The page is gone, or is one that extensions can’t read/);
  });

  test.each(['upload-region', 'upload-full-page'])(
    '%s of a page of the browser’s own says that it can’t be',
    async (entry) => {
      const page = await screen.open({});
      await page.goto('chrome://version');
      const job = await screen.uploadBy(() => screen.choose(entry));
      await screen.row(job).says(/The page is gone, or is one that extensions can’t read/);
    },
  );
});

describe('a page at two pixels of the screen for one of CSS', () => {
  const screen = useScreen(2);

  test('that is longer than a picture can be is stored as numbered pictures', async () => {
    const stripes = [
      { height: 16_000, colour: [255, 0, 0] },
      // The first picture ends in the middle of it.
      { height: 500, colour: [0, 255, 0] },
      { height: 300, colour: [0, 0, 255] },
    ] as const;
    const page = await screen.open(
      {},
      stripes
        .map(
          ({ height, colour }) =>
            `<p style="height: ${height}px; margin: 0; background: rgb(${colour})"></p>`,
        )
        .concat('<style>canvas { display: none !important }</style>')
        .join(''),
    );
    const width = 2 * (await page.evaluate(() => innerWidth));
    const known = (await screen.jobs()).map(({ id }) => id);
    await screen.uploadBy(() => screen.choose('upload-full-page'));
    const pictures = async () =>
      (await screen.jobs())
        .filter(({ id, state }) => !known.includes(id) && state === 'succeeded')
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    await expect.poll(async () => (await pictures()).length, { timeout: 30_000 }).toBe(2);
    let bottom = 0;
    const patches = stripes.map(({ height, colour }): Patch => {
      bottom += 2 * height;
      return { x: 0, y: bottom - 2 * height, width, height: 2 * height, colour };
    });
    const heights = [32_767, 2 * 16_800 - 32_767];
    let y = 0;
    for (const [index, job] of (await pictures()).entries()) {
      const picture = await screen.picture(job, new RegExp(` \\(${index + 1}-2\\)\\.png$`));
      expect(sizeOfPng(picture)).toEqual([width, heights[index]]);
      expect(await flawsOf(screen.list(), picture, { x: 0, y }, patches)).toBe('');
      y += 32_767;
    }
  });
});

describe('a picture that is for looking at only', () => {
  const screen = useScreen(1.5);
  const image = () => `<img src="${screen.shownUrl()}" style="position: absolute; left: 20px; top: 30px">`;
  const green = (width: number, height: number): readonly Patch[] => [
    { x: 0, y: 0, width, height, colour: [0, 255, 0] },
  ];

  async function open(): Promise<Page> {
    const page = await screen.open({ height: 2000 }, `<svg width="1" height="1"></svg>${image()}`);
    await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
    return page;
  }

  test('is stored as it is seen, pixel for pixel', async () => {
    await open();
    const job = await screen.uploadBy(() => screen.choose('upload-image', { srcUrl: screen.shownUrl() }));
    expect(job.note).toBe('screen-crop');
    const picture = await screen.picture(job, /^shown\.png$/);
    expect(sizeOfPng(picture)).toEqual([90, 60]);
    expect(await flawsOf(screen.list(), picture, { x: 0, y: 0 }, green(90, 60))).toBe('');
  });

  test('is stored as it is seen where two fingers have made the page larger', async () => {
    const page = await open();
    const client = await page.createCDPSession();
    await client.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 });
    await page.mouse.move(200, 200);
    await page.mouse.wheel({ deltaX: 20, deltaY: 40 });
    const pinched = () =>
      page.evaluate(() => {
        const { scale = 1, offsetLeft = 0, offsetTop = 0 } = visualViewport ?? {};
        return { scale, offsetLeft, offsetTop };
      });
    await expect.poll(pinched).toEqual({ scale: 2, offsetLeft: 10, offsetTop: 20 });
    const job = await screen.uploadBy(() => screen.choose('upload-image', { srcUrl: screen.shownUrl() }));
    expect(job.note).toBe('screen-crop');
    const picture = await screen.picture(job, /^shown\.png$/);
    expect(sizeOfPng(picture)).toEqual([180, 120]);
    expect(await flawsOf(screen.list(), picture, { x: 0, y: 0 }, green(180, 120))).toBe('');
  });

  test('is stored as it is seen in a frame of the same site, where that is not hidden', async () => {
    const page = await screen.open({ height: 2000 });
    await page.evaluate(
      async (src: string) => {
        const frame = document.createElement('iframe');
        frame.style.cssText =
          'position: absolute; left: 101px; top: 53px; width: 60px; height: 200px; border: 4px solid red';
        frame.src = src;
        document.body.append(frame);
        await new Promise((loaded) => frame.addEventListener('load', loaded));
      },
      `${screen.url(image())}#inside`,
    );
    const click = { srcUrl: screen.shownUrl(), frameId: await screen.frameId('inside') };
    expect(click.frameId).toBeGreaterThan(0);
    const job = await screen.uploadBy(() => screen.choose('upload-image', click));
    expect(job.note).toBe('screen-crop');
    const picture = await screen.picture(job, /^shown\.png$/);
    // The frame ends after two thirds of it.
    expect(sizeOfPng(picture)).toEqual([60, 60]);
    expect(await flawsOf(screen.list(), picture, { x: 0, y: 0 }, green(60, 60))).toBe('');
  });

  test.each([
    ['the page is scrolled', (page: Page) => page.evaluate(() => scrollBy(0, 1))],
    ['another tab comes to the front', () => screen.list().bringToFront()],
  ])(
    'is not stored when %s while it is taken: the row says why it could not be had otherwise',
    async (_title, disturb) => {
      const page = await open();
      const held = await holdShot(screen, 1);
      const job = await screen.uploadBy(async () => {
        await screen.choose('upload-image', { srcUrl: screen.shownUrl() });
        await held.taken();
        await disturb(page);
        await held.letCome();
      });
      expect(job.file).toBeUndefined();
      await screen.row(job).says(/cdn\.test:\d+ did not hand it over: it answered with status 403/);
    },
  );
});
