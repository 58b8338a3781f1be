import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFinal } from '../../lib/core/job.ts';
import { defaultPictureOptions } from '../../lib/core/picture-options.ts';
import type { JobView } from '../../lib/protocol/messages.ts';
import { readObject } from '../../scripts/digest.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import { builtExtensionDir, MIB } from '../faults/bench.ts';
import { rowOf } from '../faults/rows.ts';
import { copyPermitted } from '../permitted-extension.ts';
import { switchExtension } from './extensions-page.ts';
import { expectStored, type Harness, startHarness } from './harness.ts';
import {
  CDN_HOST,
  fileOf,
  LARGE,
  MEMBERS_HOST,
  PAGE,
  PAGE_HOST,
  type PictureSite,
  PRIVATE_HOST,
  startPictureSite,
} from './pages/site.ts';
import { colourOf, pixelsOf, pixelsOfFile } from './pixels.ts';

/** Runs in a page: plays a video that is all green. @returns its address */
async function showGreenVideo(): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = 64;
  canvas.height = 48;
  const context = canvas.getContext('2d');
  const paint = (green: string): void => {
    if (context !== null) context.fillStyle = green;
    context?.fillRect(0, 0, canvas.width, canvas.height);
  };
  // Before anything is recorded, so that the first frame is green, too.
  paint('#00ff00');
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' });
  const recorded = new Promise<Blob>((resolve) => {
    recorder.ondataavailable = ({ data }) => {
      if (data.size > 0) resolve(data);
    };
  });
  recorder.start();
  for (let frame = 0; frame < 10; frame++) {
    paint(frame % 2 === 0 ? '#00fe00' : '#00ff00');
    await new Promise((drawn) => setTimeout(drawn, 50));
  }
  recorder.stop();
  const video = document.createElement('video');
  video.src = URL.createObjectURL(await recorded);
  document.body.append(video);
  await new Promise((loaded) => {
    video.onloadeddata = loaded;
  });
  return video.currentSrc;
}

/**
 * Runs in a page of ours: puts a picture into it in every way that there is, as no page of ours does.
 * @returns whether it is shown as a picture
 */
async function showInEveryWay(base64: string, type: string): Promise<boolean> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const make = <Name extends 'img' | 'iframe' | 'object'>(name: Name, attribute: string) => {
    const element = document.createElement(name);
    const settled = new Promise<string>((resolve) => {
      for (const event of ['load', 'error']) element.addEventListener(event, () => resolve(event));
    });
    element.setAttribute(attribute, url);
    document.body.append(element);
    return { element, settled };
  };
  const [picture, ...others] = [make('img', 'src'), make('iframe', 'src'), make('object', 'data')];
  const inline = document.createElement('div');
  inline.innerHTML = new TextDecoder().decode(bytes);
  document.body.append(inline);
  const isShown = (await picture.settled) === 'load' && picture.element.naturalWidth > 0;
  await Promise.all(others.map(({ settled }) => settled));
  for (const element of [picture.element, inline, ...others.map((other) => other.element)]) element.remove();
  return isShown;
}

/** A browser in which these hosts are allowed, the site with pictures, and a page that lists the uploads. */
function useCapture(hosts: readonly string[]) {
  const extensionDir = mkdtempSync(join(tmpdir(), 's3-uploader-extension-'));
  let harness: Harness;
  let site: PictureSite;
  let list: Page;

  beforeAll(async () => {
    copyPermitted(builtExtensionDir, extensionDir, hosts);
    site = await startPictureSite();
    harness = await startHarness({ extensionDir, args: site.browserArgs });
    await harness.configure();
    list = await harness.openPage('uploads.html');
  });
  afterAll(async () => {
    await harness.close();
    await site.close();
    rmSync(extensionDir, { recursive: true });
  });

  /**
   * Has the browser tell the extension of a click on the picture of a page.
   * @param during what happens while the picture is read
   * @returns the job when it has ended
   */
  function upload(pictureUrl: string, during = async (): Promise<void> => undefined): Promise<JobView> {
    return choose({ menuItemId: 'upload-image', srcUrl: pictureUrl }, pictureUrl, during);
  }

  async function choose(
    entry: { readonly menuItemId: string } & Readonly<Record<string, string>>,
    pictureUrl = site.url(PAGE_HOST, '/photo.jpg'),
    during = async (_page: Page): Promise<unknown> => undefined,
    before = async (_page: Page): Promise<object> => ({}),
  ): Promise<JobView> {
    const pageUrl = site.pageShowing(pictureUrl);
    const known = (await readSnapshot(list)).jobs.map(({ id }) => id);
    const page = await harness.extension.browser.newPage();
    await page.goto(pageUrl, { waitUntil: 'domcontentloaded' });
    await page.waitForFunction(() => {
      const picture = document.querySelector<HTMLImageElement>('#it');
      return picture !== null && (picture.complete || picture.src.includes('endless'));
    });
    const click = { ...entry, ...(await before(page)), pageUrl, frameId: 0 };
    const worker = await harness.extension.worker();
    await worker.evaluate(`chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) =>
      chrome.contextMenus.onClicked.dispatch(${JSON.stringify(click)}, tab))`);
    await during(page);
    const job = await ended(known);
    await page.close();
    return job;
  }

  async function ended(known: readonly string[]): Promise<JobView> {
    for (const deadlineMs = Date.now() + 30_000; ; ) {
      const job = (await readSnapshot(list)).jobs.find(({ id }) => !known.includes(id));
      if (job !== undefined && isFinal(job.state)) return job;
      if (Date.now() > deadlineMs) throw new Error(`it never ended: ${JSON.stringify(job)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  return {
    site: () => site,
    harness: () => harness,
    list: () => list,
    upload,
    choose,
    async expectFile(pictureUrl: string, name: string, file: string, mimetype: string): Promise<void> {
      const job = await upload(pictureUrl);
      expect(job).toMatchObject({ name, mimetype });
      expect(job.note).toBeUndefined();
      await expectStored(harness, job, fileOf(file));
    },
    row: (job: JobView) => rowOf(list, job.id),
  };
}

describe('where the picture’s host is allowed', () => {
  const capture = useCapture(['http://*/*']);
  const url = (host: string, path: string) => capture.site().url(host, path);

  test.each([
    ['its own site’s', PAGE_HOST, '/photo.jpg', 'photo.jpg', 'photo.jpg', 'image/jpeg'],
    ['another site’s, without CORS', CDN_HOST, '/photo.jpg', 'photo.jpg', 'photo.jpg', 'image/jpeg'],
    ['another site’s, with CORS', CDN_HOST, '/open.jpg', 'open.jpg', 'photo.jpg', 'image/jpeg'],
    ['an animated GIF', CDN_HOST, '/moving.gif', 'moving.gif', 'moving.gif', 'image/gif'],
    ['WebP', CDN_HOST, '/modern.webp', 'modern.webp', 'modern.webp', 'image/webp'],
    ['SVG', CDN_HOST, '/vector.svg', 'vector.svg', 'vector.svg', 'image/svg+xml'],
    [
      'WebP that says it is JPEG (U6)',
      CDN_HOST,
      '/really-webp.jpg',
      'really-webp.webp',
      'modern.webp',
      'image/webp',
    ],
    ['one with a name of its server’s', CDN_HOST, '/named', 'my photo.jpg', 'photo.jpg', 'image/jpeg'],
    ['one for members, by a cookie', MEMBERS_HOST, '/members.png', 'members.png', 'drawing.png', 'image/png'],
    [
      'one for members, others get a login',
      MEMBERS_HOST,
      '/members-soft.png',
      'members-soft.png',
      'drawing.png',
      'image/png',
    ],
    ['one whose address says nothing', CDN_HOST, '/12345.png', 'It.png', 'drawing.png', 'image/png'],
    [
      'one that must not be hotlinked',
      CDN_HOST,
      '/no-hotlinks.jpg',
      'no-hotlinks.jpg',
      'photo.jpg',
      'image/jpeg',
    ],
  ])('%s is stored byte for byte', async (_title, host, path, name, file, mimetype) => {
    await capture.expectFile(url(host, path), name, file, mimetype);
  });

  test.each([
    ['open-uploads', 'uploads.html'],
    ['open-options', 'options.html'],
  ])('%s in the menu of the toolbar button opens the page', async (menuItemId, path) => {
    const { browser, pageUrl, worker } = capture.harness().extension;
    const known = new Set(browser.targets());
    await (await worker()).evaluate(
      `chrome.contextMenus.onClicked.dispatch({ menuItemId: ${JSON.stringify(menuItemId)} })`,
    );
    const opened = await browser.waitForTarget(
      (target) => !known.has(target) && target.url().startsWith(pageUrl(path)),
    );
    await (await opened.page())?.close();
  });

  test.each([
    ['a link’s file', 'upload-link', CDN_HOST, '/photo.jpg', 'photo.jpg', 'photo.jpg', 'image/jpeg'],
    [
      'a link’s file of its own site',
      'upload-link',
      PAGE_HOST,
      '/photo.jpg',
      'photo.jpg',
      'photo.jpg',
      'image/jpeg',
    ],
    [
      'a link’s file for members',
      'upload-link',
      MEMBERS_HOST,
      '/members.png',
      'members.png',
      'drawing.png',
      'image/png',
    ],
    ['what a player plays', 'upload-media', CDN_HOST, '/film.webm', 'film.webm', 'modern.webp', 'image/webp'],
  ])('%s is stored byte for byte', async (_title, menuItemId, host, path, name, file, mimetype) => {
    const address = url(host, path);
    const job = await capture.choose({ menuItemId, linkUrl: address, srcUrl: address });
    expect(job).toMatchObject({ name, mimetype });
    await expectStored(capture.harness(), job, fileOf(file));
  });

  const textOf = async ({ file }: JobView) =>
    new TextDecoder().decode(
      await readObject(capture.harness().backend.s3, file?.container ?? '', file?.key ?? ''),
    );

  test('a page that a link leads to is stored as what it is', async () => {
    const job = await capture.choose({ menuItemId: 'upload-link', linkUrl: url(CDN_HOST, '/page') });
    expect(job).toMatchObject({ state: 'succeeded', name: 'page', mimetype: 'text/html' });
    expect(await textOf(job)).toBe(PAGE);
  });

  test.each([
    ['a login in place of the file', '/login.pdf', /is not what was wanted, but a web page/],
    ['nothing there', '/nowhere.pdf', /it answered with status 404/],
  ])('%s that a link leads to is refused', async (_title, path, text) => {
    const job = await capture.choose({ menuItemId: 'upload-link', linkUrl: url(CDN_HOST, path) });
    await capture.row(job).says(text);
    expect(job.file).toBeUndefined();
  });

  test('M6: a link that runs code is refused', async () => {
    const job = await capture.choose({ menuItemId: 'upload-link', linkUrl: 'javascript:alert(1)' });
    expect(job).toMatchObject({ state: 'failed', canRetry: false });
    await capture.row(job).says(/This address is of a kind that can’t be uploaded/);
  });

  test('selected text is stored with the ends of its lines', async () => {
    const job = await capture.choose(
      { menuItemId: 'upload-selection', selectionText: 'one two' },
      url(PAGE_HOST, '/photo.jpg'),
      async () => undefined,
      async (page) => {
        await page.$eval('#text', (text) => getSelection()?.selectAllChildren(text));
        return {};
      },
    );
    expect(job.name).toMatch(/^A page \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.txt$/);
    expect(job.mimetype).toBe('text/plain');
    expect(await textOf(job)).toBe('one\ntwo');
  });

  test('what a video shows just now is stored as a picture', async () => {
    const job = await capture.choose(
      { menuItemId: 'upload-frame' },
      url(PAGE_HOST, '/photo.jpg'),
      async () => undefined,
      async (page) => ({ srcUrl: await page.evaluate(showGreenVideo) }),
    );
    expect(job).toMatchObject({ state: 'succeeded', name: 'video.png', mimetype: 'image/png' });
    const { s3 } = capture.harness().backend;
    const frame = await readObject(s3, job.file?.container ?? '', job.file?.key ?? '');
    expect(await pixelsOf(capture.list(), frame)).toMatch(/^64×48 /);
    const [red = 255, green = 0, blue = 255] = await colourOf(capture.list(), frame);
    expect(green).toBeGreaterThan(200);
    expect(red + blue).toBeLessThan(60);
  });

  test('a template names what is captured by its page', async () => {
    await capture.harness().configure({ nameTemplate: '{host}/{title}/{name}-{counter}.{ext}' });
    const job = await capture.upload(url(CDN_HOST, '/photo.jpg'));
    await expectStored(capture.harness(), job, fileOf('photo.jpg'));
    expect(job.file?.key).toMatch(new RegExp(`^${PAGE_HOST}/A page/[A-Za-z0-9]{20}_photo-1\\.jpg$`));
    await capture.harness().configure();
  });

  test('M12: what is done to chosen pictures is done to captured ones', async () => {
    const pictures = { ...defaultPictureOptions, convertTo: 'png' } as const;
    await capture.harness().configure({ pictures });
    const job = await capture.upload(url(CDN_HOST, '/modern.webp'));
    expect(job).toMatchObject({ name: 'modern.webp', mimetype: 'image/png' });
    expect(job.file?.key).toMatch(/_modern\.png$/);
    const { s3 } = capture.harness().backend;
    const stored = await readObject(s3, job.file?.container ?? '', job.file?.key ?? '');
    const list = capture.list();
    expect(await pixelsOf(list, stored)).toBe(await pixelsOfFile(list, fileOf('modern.webp')));
    await capture.harness().configure();
  });

  test('a picture in its address is named by what the page says of it', async () => {
    const job = await capture.upload('data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=');
    expect(job).toMatchObject({ state: 'succeeded', name: 'It.gif' });
  });

  /** Has the page offer the picture in other files, too. */
  const offering = (attributes: Readonly<Record<string, string>>) => async (page: Page) => ({
    srcUrl: await page.$eval(
      '#it',
      async (picture, offered) => {
        if (!(picture instanceof HTMLImageElement)) throw new Error('it is no picture');
        for (const [name, value] of Object.entries(offered)) picture.setAttribute(name, value);
        await picture.decode();
        return picture.currentSrc;
      },
      attributes,
    ),
  });

  test.each([
    ['in a srcset', { srcset: '/drawing.png 100w, /photo.jpg 1600w', sizes: '100px' }, '/photo.jpg'],
    ['in a srcset, by its density', { srcset: '/drawing.png, /photo.jpg 4x' }, '/photo.jpg'],
    [
      'when it comes into view',
      {
        src: 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
        'data-src': '/photo.jpg',
      },
      '/photo.jpg',
    ],
    [
      'that is not there',
      { srcset: '/drawing.png 100w, /missing.png 1600w', sizes: '100px' },
      '/drawing.png',
    ],
  ])(
    'a picture that the page offers in a larger file %s is stored in that if it can be had',
    async (_title, offered, file) => {
      const job = await capture.choose(
        { menuItemId: 'upload-image' },
        url(PAGE_HOST, '/drawing.png'),
        async () => undefined,
        offering(offered),
      );
      expect(job).toMatchObject({ state: 'succeeded', name: file.slice(1) });
      await expectStored(capture.harness(), job, fileOf(file.slice(1)));
    },
  );

  test('no cookie is sent where none is needed', async () => {
    await capture.upload(url(MEMBERS_HOST, '/photo.jpg'));
    const cookies = capture
      .site()
      .asked.filter(({ path }) => path === '/photo.jpg')
      .slice(-3);
    // By the page to show it, by the page to read it, and by ourselves.
    expect(cookies.map(({ cookie }) => cookie)).toEqual(['member=yes', undefined, undefined]);
  });

  test('L1: a picture that is being read when the worker is killed is asked for again, and stored', async () => {
    const isAsked = () => capture.site().asked.filter(({ path }) => path === '/slow.png').length === 3;
    const job = await capture.upload(url(CDN_HOST, '/slow.png'), async () => {
      await expect.poll(isAsked, { timeout: 10_000 }).toBe(true);
      await (await capture.harness().extension.worker()).close();
    });
    await expectStored(capture.harness(), job, fileOf('drawing.png'));
  });

  test('what only the page has is stored as its pixels, and the row says so', async () => {
    const job = await capture.upload(url(PAGE_HOST, '/once.png'));
    expect(job).toMatchObject({
      state: 'succeeded',
      note: 'decoded',
      name: 'once.png',
      mimetype: 'image/png',
    });
    await capture.row(job).says(/Stored as a PNG of what the page shows/);
    const { s3 } = capture.harness().backend;
    const stored = await readObject(s3, job.file?.container ?? '', job.file?.key ?? '');
    const list = capture.list();
    expect(await pixelsOf(list, stored)).toBe(await pixelsOfFile(list, fileOf('drawing.png')));
  });

  test.each([
    ['a linked file', { menuItemId: 'upload-link', linkPath: '/large.bin' }],
    ['a picture of the page’s own site', { menuItemId: 'upload-image', linkPath: '/large.png' }],
  ])(
    'M9: %s that is larger than the limit in the options is refused with it, and stored once that is raised',
    async (_title, { menuItemId, linkPath }) => {
      const { configure, backend } = capture.harness();
      await configure({ capture: { mostBytes: MIB } });
      const address = url(PAGE_HOST, linkPath);
      const choose = () => capture.choose({ menuItemId, linkUrl: address, srcUrl: address }, address);
      const refused = await choose();
      expect(refused).toMatchObject({ state: 'failed', canRetry: true });
      await capture.row(refused).says(/comes from page\.test:\d+ is larger than 1 MiB, or has no end/);

      await configure({ capture: { mostBytes: 3 * MIB } });
      const { state, file } = await choose();
      await configure();
      expect(state).toBe('succeeded');
      const stored = await readObject(backend.s3, file?.container ?? '', file?.key ?? '');
      expect(Buffer.from(stored.slice(-LARGE.byteLength)).equals(LARGE)).toBe(true);
    },
  );

  test.each([
    ['an SVG with a script', '/scripted.svg', 'image/svg+xml'],
    ['a PNG that is a web page, too,', '/polyglot.png', 'image/png'],
  ])(
    'M11: %s is stored as what it is, and nothing of it runs in our pages',
    async (_title, path, mimetype) => {
      const { extension, backend } = capture.harness();
      const runs = () => capture.site().asked.filter((asked) => asked.path === '/ran').length;
      const before = runs();
      const address = url(CDN_HOST, path);
      let bytes: Uint8Array = new Uint8Array();
      for (const menuItemId of ['upload-image', 'upload-link']) {
        const job = await capture.choose({ menuItemId, srcUrl: address, linkUrl: address }, address);
        expect(job).toMatchObject({ state: 'succeeded', mimetype });
        bytes = await readObject(backend.s3, job.file?.container ?? '', job.file?.key ?? '');
      }
      expect(
        await capture.list().evaluate(showInEveryWay, Buffer.from(bytes).toString('base64'), mimetype),
      ).toBe(true);
      expect(runs()).toBe(before);

      // As a document of its own it would.
      const page = await extension.browser.newPage();
      await page.goto(address);
      await expect.poll(runs).toBeGreaterThan(before);
      await page.close();
    },
  );

  test('L13: a host that is withdrawn while its file is fetched is read no further, and the row says whom to allow', async () => {
    const { extension } = capture.harness();
    const linkUrl = url(CDN_HOST, '/begun.bin');
    const isAsked = () => capture.site().asked.some(({ path }) => path === '/begun.bin');
    const job = await capture.choose({ menuItemId: 'upload-link', linkUrl }, undefined, async () => {
      await expect.poll(isAsked).toBe(true);
      await switchExtension(extension, { hostAccess: 'ON_CLICK' });
    });
    expect(job).toMatchObject({
      state: 'failed',
      canRetry: true,
      error: { details: { capture: 'elsewhere' } },
    });
    await capture.row(job).says(/comes from cdn\.test:\d+, which may be read only when you allow it/);
    expect(await capture.row(job).hasButton('Allow cdn.test and try again')).toBe(true);
    expect(capture.site().asked.filter(({ path }) => path === '/begun.bin')).toHaveLength(1);
    await switchExtension(extension, { hostAccess: 'ON_ALL_SITES' });
  });

  test.each([
    [
      'M7: a page with status 200 in place of a picture is refused, and nothing is uploaded',
      CDN_HOST,
      '/gone.png',
      /is not what was wanted, but a web page, such as a login/,
    ],
    [
      'M7: JSON in place of a picture is refused, and nothing is uploaded',
      CDN_HOST,
      '/data.png',
      /is not what was wanted, but data \(JSON\)/,
    ],
    [
      'M7: an empty answer in place of a picture is refused, and nothing is uploaded',
      CDN_HOST,
      '/empty.png',
      /is not what was wanted, but nothing at all/,
    ],
    [
      'M7: a page with status 404 is refused, and nothing is uploaded',
      CDN_HOST,
      '/missing.png',
      /it answered with status 404/,
    ],
    [
      'M8: a redirect loop is given up, and nothing is uploaded',
      CDN_HOST,
      '/loop.png',
      /Nothing could be loaded from cdn\.test/,
    ],
    [
      'M9: an answer without an end is cut at the limit, and nothing is uploaded',
      CDN_HOST,
      '/endless.png',
      /is larger than 100 MiB, or has no end/,
    ],
    [
      'M10: a picture at a private address is not asked for by a public page',
      PRIVATE_HOST,
      '/photo.jpg',
      /on nas\.lan:\d+, inside a private network/,
    ],
    [
      'M10: a redirect from a public address to a private one gives nothing',
      CDN_HOST,
      '/inside.png',
      /on nas\.lan:\d+, inside a private network/,
    ],
  ])('%s', async (_title, host, path, text) => {
    const job = await capture.upload(url(host, path));
    expect(job).toMatchObject({ state: 'failed', error: { code: 'source-gone' } });
    await capture.row(job).says(text);
    expect(job.file).toBeUndefined();
  });
});

describe('where only the page’s own host is allowed', () => {
  const capture = useCapture(['http://127.0.0.1/*', `http://${PAGE_HOST}/*`]);
  const url = (host: string, path: string) => capture.site().url(host, path);

  test('another site’s picture is stored when it lets every page read it', async () => {
    await capture.expectFile(url(CDN_HOST, '/open.jpg'), 'open.jpg', 'photo.jpg', 'image/jpeg');
  });

  test('another site’s picture is not asked for, and the row says whom to allow', async () => {
    const before = capture.site().asked.length;
    const job = await capture.upload(url(CDN_HOST, '/photo.jpg'));
    expect(job).toMatchObject({
      state: 'failed',
      canRetry: true,
      error: { details: { capture: 'elsewhere' } },
    });
    await capture.row(job).says(/comes from cdn\.test:\d+, which may be read only when you allow it/);
    expect(await capture.row(job).hasButton('Allow cdn.test and try again')).toBe(true);
    // By the page, to show it and to try it with CORS.
    const asked = capture
      .site()
      .asked.slice(before)
      .filter(({ path }) => path === '/photo.jpg');
    expect(asked).toHaveLength(2);
  });
});
