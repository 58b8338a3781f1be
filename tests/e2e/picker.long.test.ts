import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { noGuard } from '../../lib/protocol/guard-settings.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import { builtExtensionDir } from '../faults/bench.ts';
import { copyPermitted } from '../permitted-extension.ts';
import { expectStored, type Harness, startHarness } from './harness.ts';
import { fileOf, PAGE_HOST, type PictureSite, startPictureSite } from './pages/site.ts';
import { bytesOf, openedPicker, type PickerPage } from './picker-page.ts';
import { colourAt, pixelsOf } from './pixels.ts';

const extensionDir = mkdtempSync(join(tmpdir(), 's3-uploader-extension-'));
let harness: Harness;
let site: PictureSite;

beforeAll(async () => {
  copyPermitted(builtExtensionDir, extensionDir, ['http://*/*']);
  site = await startPictureSite();
  harness = await startHarness({ extensionDir, args: [...site.browserArgs, '--window-size=1200,900'] });
  await harness.configure();
});
afterAll(async () => {
  await harness.close();
  await site.close();
  rmSync(extensionDir, { recursive: true });
});
afterEach(async () => {
  const [first, ...others] = await harness.extension.browser.pages();
  await Promise.all(others.map((page) => page.close()));
  await first?.goto('about:blank');
});

async function openSite(path: string): Promise<Page> {
  const page = await harness.extension.browser.newPage();
  await page.goto(site.url(PAGE_HOST, path), { waitUntil: 'load' });
  return page;
}

/** As a click in the context menu of the page in front does. */
async function openPicker(): Promise<PickerPage> {
  const worker = await harness.extension.worker();
  return await openedPicker(harness, () =>
    worker.evaluate(`chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) =>
      chrome.contextMenus.onClicked.dispatch({ menuItemId: 'choose-images' }, tab))`),
  );
}

test('lists every picture of a page once, with its name, size and type', async () => {
  await openSite('/gallery');
  const picker = await openPicker();
  await picker.tiles();
  await picker.page.waitForFunction(
    () =>
      [...document.querySelectorAll('.tile:not(:has(:disabled))')].every(
        (tile) => (tile.querySelector('img')?.naturalWidth ?? 0) > 0,
      ),
    { polling: 50 },
  );
  expect(await picker.tiles()).toMatchInlineSnapshot(`
    [
      {
        "facts": "160 × 120 · PNG",
        "kind": "icon",
        "name": "icon-drawing.png",
      },
      {
        "facts": "1600 × 1200 · JPEG",
        "kind": "image",
        "name": "large-photo.jpg",
      },
      {
        "facts": "320 × 240 · WebP",
        "kind": "image",
        "name": "picture-modern.webp",
      },
      {
        "facts": "160 × 120 · PNG",
        "kind": "image",
        "name": "small-drawing.png",
      },
      {
        "facts": "30 × 20 · PNG",
        "kind": "canvas",
        "name": "Canvas",
      },
      {
        "facts": "40 × 40 · SVG",
        "kind": "drawing",
        "name": "Drawing",
      },
      {
        "facts": "160 × 120 · PNG",
        "kind": "background",
        "name": "background-drawing.png",
      },
      {
        "facts": "320 × 240 · WebP",
        "kind": "background",
        "name": "two-modern.webp",
      },
      {
        "facts": "320 × 240 · JPEG",
        "kind": "background",
        "name": "before-photo.jpg",
      },
      {
        "facts": "320 × 240 · JPEG",
        "kind": "image",
        "name": "late-photo.jpg",
      },
      {
        "facts": "160 × 120 · PNG",
        "kind": "image",
        "name": "input-drawing.png",
      },
      {
        "facts": "320 × 240 · JPEG",
        "kind": "image",
        "name": "elsewhere-photo.jpg",
      },
      {
        "facts": "320 × 240 · JPEG",
        "kind": "image",
        "name": "open.jpg",
      },
      {
        "facts": "160 × 120 · PNG",
        "kind": "image",
        "name": "inside-drawing.png",
      },
      {
        "facts": "160 × 120 · GIF",
        "kind": "image",
        "name": "lazy-moving.gif",
      },
      {
        "facts": "160 × 120 · PNG",
        "kind": "image",
        "name": "open-drawing.png",
      },
      {
        "facts": "160 × 120 · PNG",
        "kind": "image",
        "name": "closed-drawing.png",
      },
      {
        "facts": "128 × 128 · SVG",
        "kind": "image",
        "name": "frame-vector.svg",
      },
      {
        "facts": "160 × 120 · PNG",
        "kind": "image",
        "name": "srcdoc-drawing.png",
      },
    ]
  `);
  expect(await picker.page.$eval('h1', (title) => title.textContent)).toBe('Images of A <b>gallery</b>');
});

describe('uploads', () => {
  test.each([
    ['the largest file of a srcset', 'large-photo.jpg', 'photo.jpg'],
    ['what <picture> shows', 'picture-modern.webp', 'modern.webp'],
    ['a CSS background', 'background-drawing.png', 'drawing.png'],
    ['the largest of an image-set', 'two-modern.webp', 'modern.webp'],
    ['the background of a pseudo-element', 'before-photo.jpg', 'photo.jpg'],
    ['a picture in an open shadow tree', 'open-drawing.png', 'drawing.png'],
    ['a picture in a closed shadow tree', 'closed-drawing.png', 'drawing.png'],
    ['a picture that a library would load later', 'late-photo.jpg', 'photo.jpg'],
    ['a picture that the browser would load later', 'lazy-moving.gif', 'moving.gif'],
    ['a picture in a frame', 'frame-vector.svg', 'vector.svg'],
    ['a picture in a frame without an address', 'srcdoc-drawing.png', 'drawing.png'],
    ['a button that is a picture', 'input-drawing.png', 'drawing.png'],
    ['the page’s icon', 'icon-drawing.png', 'drawing.png'],
    ['a picture of another site', 'elsewhere-photo.jpg', 'photo.jpg'],
  ])('%s, byte for byte', async (_title, name, file) => {
    await openSite('/gallery');
    const picker = await openPicker();
    await picker.pick(name);
    await picker.press('Upload 1 selected');
    const job = await picker.stored(name);
    expect(job).toMatchObject({ name });
    await expectStored(harness, job, fileOf(file));
  });

  test('a canvas, pixel for pixel', async () => {
    const page = await openSite('/gallery');
    const drawn = await page.$eval('canvas', (canvas) => canvas.toDataURL());
    const picker = await openPicker();
    await picker.pick('Canvas');
    await picker.press('Upload 1 selected');
    const job = await picker.stored('Canvas');
    expect(job).toMatchObject({ state: 'succeeded', name: 'canvas.png', mimetype: 'image/png' });
    const stored = await pixelsOf(picker.page, await bytesOf(harness, job));
    expect(stored).toMatch(/^30×20 /);
    expect(stored).toBe(await pixelsOf(picker.page, Buffer.from(drawn.split(',')[1] ?? '', 'base64')));
  });

  test('SVG that stands in the page as a file of its own, with what style sheets and symbols give it', async () => {
    await openSite('/gallery');
    const picker = await openPicker();
    await picker.pick('Drawing');
    await picker.press('Upload 1 selected');
    const job = await picker.stored('Drawing');
    expect(job).toMatchObject({ state: 'succeeded', name: 'drawing.svg', mimetype: 'image/svg+xml' });
    const text = new TextDecoder().decode(await bytesOf(harness, job));
    expect(await colourAt(picker.page, text, 20, 10)).toEqual([0, 0, 255, 255]);
    expect(await colourAt(picker.page, text, 20, 30)).toEqual([255, 0, 0, 255]);
  });

  test('everything that is shown, in one click, and copies all links in another', async () => {
    await openSite('/gallery');
    const picker = await openPicker();
    await picker.tiles();
    await picker.choose('Show', 'PNG');
    const names = (await picker.tiles()).map(({ name }) => name);
    await picker.tick('Select all');
    await picker.press(`Upload ${names.length - 1} selected`);
    await picker.says(new RegExp(`${names.length - 1} of ${names.length - 1} stored`));
    // A headless browser has no clipboard that may be read.
    await picker.page.evaluate(() => {
      navigator.clipboard.writeText = async (text: string) => {
        document.body.dataset['copied'] = text;
      };
    });
    await picker.press(`Copy all links (${names.length - 1})`);
    await picker.says(/Copied/);
    const copied = await picker.page.$eval('body', ({ dataset }) => dataset['copied']);
    const links = copied?.split('\n') ?? [];
    const { jobs } = await readSnapshot(picker.page);
    expect(links).toHaveLength(names.length - 1);
    for (const link of links) {
      const job = jobs.find(({ file }) => file?.url === link);
      expect(names).toContain(job?.name === 'canvas.png' ? 'Canvas' : job?.name);
    }
  });
});

describe('shows', () => {
  test('pictures of a kind, of a format, and from a size on; and what is hidden is not uploaded', async () => {
    await openSite('/gallery');
    const picker = await openPicker();
    const names = async () => (await picker.tiles()).map(({ name }) => name);
    const all = await names();
    const kinds = async () => new Set((await picker.tiles()).map(({ kind }) => kind));
    await picker.choose('Show', 'Background');
    expect(await kinds()).toEqual(new Set(['background']));
    await picker.tick('Select all');
    await picker.choose('Show', 'Canvas');
    expect(await kinds()).toEqual(new Set(['canvas']));
    await picker.says(/Upload 0 selected/);
    await picker.choose('Show', 'GIF');
    expect((await picker.tiles()).map(({ name }) => name)).toEqual(['lazy-moving.gif']);
    await picker.choose('Show', 'All images');
    await picker.says(/Upload 3 selected/);
    expect(await names()).toEqual(all);
    await picker.choose('Size', '500 pixels');
    await expect
      .poll(async () => (await picker.tiles()).map(({ name }) => name))
      .toEqual(['large-photo.jpg']);
    await picker.says(/Upload 0 selected/);
  });

  test('other sites’ pictures by themselves, and does not say whose page they are on', async () => {
    await openSite('/gallery');
    const before = site.asked.length;
    const picker = await openPicker();
    const shown = () =>
      picker.page.$$eval('.tile img', (images) =>
        images.filter((image) => (image as HTMLImageElement).naturalWidth > 0).map(({ src }) => src),
      );
    await expect.poll(shown).toContain(site.url('cdn.test', '/elsewhere-photo.jpg'));
    const asked = site.asked.slice(before).filter(({ path }) => path === '/elsewhere-photo.jpg');
    expect(asked).toEqual([
      { host: 'cdn.test', path: '/elsewhere-photo.jpg', cookie: undefined, referer: undefined },
    ]);
    expect(site.asked.slice(before).filter(({ host }) => host === 'nas.lan')).toEqual([]);
  });

  test('M10: a picture at a private address can’t be picked by way of a public page, and is not asked for', async () => {
    await openSite('/gallery');
    const picker = await openPicker();
    await picker.says(/On a private network, and the page is not/);
    await picker.tick('Select all');
    const { length } = await picker.tiles();
    await picker.says(new RegExp(`Upload ${length - 1} selected`));
  });

  test.each([
    ['a page without pictures', '/bare', /There are no such images/],
    ['a page that is no page of the web', 'chrome://version', /is one that extensions can’t read/],
  ])('why nothing is there, on %s', async (_title, path, text) => {
    if (path.startsWith('/')) await openSite(path);
    else await (await harness.extension.browser.newPage()).goto(path);
    const picker = await openPicker();
    await picker.says(text);
  });

  test('more pictures at once than the limit once the person has said so', async () => {
    await harness.configure({ guard: { ...noGuard, confirmFiles: 2 } });
    await openSite('/gallery');
    const picker = await openPicker();
    await picker.tick('Select all');
    const question = () =>
      picker.page
        .waitForSelector('::-p-aria([role="dialog"])')
        .then((dialog) => dialog?.evaluate(({ textContent }) => textContent ?? ''));
    await picker.press('Upload ');
    expect(await question()).toMatch(/Upload \d+ files\?To Amazon S3/);
    await picker.press('Cancel');
    expect(await picker.page.$$('.tile[data-job]')).toEqual([]);
    await picker.press('Upload ');
    await question();
    await picker.page.$eval('dialog .primary', (button) => (button as HTMLElement).click());
    await picker.stored('Canvas');
    await harness.configure();
  });

  test('the first two thousand pictures of a page that has ten thousand, and says so', async () => {
    await openSite('/many');
    const picker = await openPicker();
    await picker.says(/The page has more images; these are the first 2,000/);
    expect(await picker.tiles()).toHaveLength(2_000);
    await picker.tick('Select all (2,000)');
    await picker.says(/Upload 2,000 selected/);
  });

  test('the pictures of a page that lies to scripts, and its names as the text that they are', async () => {
    const page = await openSite('/hostile');
    const picker = await openPicker();
    const names = (await picker.tiles()).map(({ name }) => name);
    expect(names).toEqual([
      'one-drawing.png',
      'two-drawing.png',
      'three-drawing.png',
      '<b>markup</b>-drawing.png',
      // Whatever is said of its size. What has an address of more than 4,000 characters is left out.
      'absurd-drawing.png',
      'Drawing',
    ]);
    expect(await picker.page.$$eval('.tile b, .tile script, .tile i', (elements) => elements.length)).toBe(0);
    await picker.tick('Select all');
    await picker.press(`Upload ${names.length} selected`);
    const job = await picker.stored('one-drawing.png');
    await expectStored(harness, job, fileOf('drawing.png'));
    const drawing = await picker.stored('Drawing');
    const text = new TextDecoder().decode(await bytesOf(harness, drawing));
    expect(text).not.toMatch(/script|onload|onclick|<set/);
    expect(await colourAt(picker.page, text, 15, 15)).toEqual([0, 255, 0, 255]);
    expect(await page.title()).not.toBe('ran');
  });

  test('that a picture is lost when its page has gone elsewhere meanwhile', async () => {
    const page = await openSite('/gallery');
    const picker = await openPicker();
    await picker.tiles();
    await page.goto(site.url(PAGE_HOST, '/other'));
    await picker.pick('Canvas', 'background-drawing.png');
    await picker.press('Upload 2 selected');
    expect(await picker.stored('Canvas')).toMatchObject({
      state: 'failed',
      error: { details: { capture: 'page-gone' } },
    });
    // What has an address is asked for all the same.
    expect(await picker.stored('background-drawing.png')).toMatchObject({ state: 'succeeded' });
  });
});
