import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFinal } from '../../lib/core/job.ts';
import type { JobView } from '../../lib/protocol/messages.ts';
import { readObject } from '../../scripts/digest.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import { builtExtensionDir } from '../faults/bench.ts';
import { rowOf } from '../faults/rows.ts';
import { copyPermitted } from '../permitted-extension.ts';
import { expectStored, type Harness, startHarness } from './harness.ts';
import {
  CDN_HOST,
  fileOf,
  MEMBERS_HOST,
  PAGE_HOST,
  type PictureSite,
  PRIVATE_HOST,
  startPictureSite,
} from './pages/site.ts';
import { pixelsOf, pixelsOfFile } from './pixels.ts';

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
  async function upload(pictureUrl: string, during = async (): Promise<void> => undefined): Promise<JobView> {
    const pageUrl = site.pageShowing(pictureUrl);
    const known = (await readSnapshot(list)).jobs.map(({ id }) => id);
    const page = await harness.extension.browser.newPage();
    await page.goto(pageUrl, { waitUntil: 'domcontentloaded' });
    await page.waitForFunction(() => {
      const picture = document.querySelector<HTMLImageElement>('#it');
      return picture !== null && (picture.complete || picture.src.includes('endless'));
    });
    const click = { menuItemId: 'upload-image', srcUrl: pictureUrl, pageUrl, frameId: 0 };
    const worker = await harness.extension.worker();
    await worker.evaluate(`chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) =>
      chrome.contextMenus.onClicked.dispatch(${JSON.stringify(click)}, tab))`);
    await during();
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
    ['M7: a page with status 200', CDN_HOST, '/gone.png', /is no picture, but a web page, such as a login/],
    ['M7: JSON', CDN_HOST, '/data.png', /is no picture, but data \(JSON\)/],
    ['M7: nothing', CDN_HOST, '/empty.png', /is no picture, but nothing at all/],
    ['a page with status 404', CDN_HOST, '/missing.png', /it answered with status 404/],
    ['M8: a redirect loop', CDN_HOST, '/loop.png', /could not be loaded from cdn\.test/],
    ['M9: an answer without an end', CDN_HOST, '/endless.png', /is larger than 105 MB, or has no end/],
    ['M10: a private address', PRIVATE_HOST, '/photo.jpg', /on nas\.lan:\d+, inside a private network/],
    [
      'M10: a redirect to a private address',
      CDN_HOST,
      '/inside.png',
      /on nas\.lan:\d+, inside a private network/,
    ],
  ])('%s is refused, and nothing is uploaded', async (_title, host, path, text) => {
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
    await capture.row(job).says(/comes from cdn\.test:\d+, another site than the page/);
    expect(await capture.row(job).hasButton('Allow cdn.test and try again')).toBe(true);
    // By the page, to show it and to try it with CORS.
    const asked = capture
      .site()
      .asked.slice(before)
      .filter(({ path }) => path === '/photo.jpg');
    expect(asked).toHaveLength(2);
  });
});
