import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JobView } from '../../lib/protocol/messages.ts';
import { digestFile, digestObject, readObject } from '../../scripts/digest.ts';
import { hasScreenTools, type Screen, startScreen } from '../../scripts/screen.ts';
import { hasEnded, readSnapshot } from '../../scripts/uploads.ts';
import { rowOf } from '../faults/rows.ts';
import { answerPermission } from './answer-permission.ts';
import { type Harness, startHarness } from './harness.ts';
import {
  CDN_HOST,
  fileOf,
  PAGE_HOST,
  type PictureSite,
  PRIVATE_HOST,
  startPictureSite,
} from './pages/site.ts';
import { pixelsOf, pixelsOfFile } from './pixels.ts';

const built = resolve(import.meta.dirname, '../../.output/chrome-mv3');

/** The extension with a key for the side panel: which one is for people to choose, and it has none by itself. */
function copyWithPanelKey(to: string): void {
  cpSync(built, to, { recursive: true });
  const path = join(to, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.commands = {
    'open-side-panel': { suggested_key: { default: 'Alt+Shift+S' }, description: 'Panel' },
  };
  writeFileSync(path, JSON.stringify(manifest));
}

describe.runIf(hasScreenTools())('the side panel', () => {
  let screen: Screen;
  let site: PictureSite;
  let harness: Harness;
  let extensionDir: string;
  let page: Page;
  let panel: Page;

  beforeAll(async () => {
    extensionDir = await mkdtemp(join(tmpdir(), 's3-uploader-panel-'));
    copyWithPanelKey(extensionDir);
    screen = await startScreen();
    site = await startPictureSite();
    harness = await startHarness({
      isHeadless: false,
      env: screen.env,
      extensionDir,
      args: ['--window-size=1270,950', '--window-position=0,0', ...site.browserArgs],
    });
    await harness.configure();
    page = await harness.extension.browser.newPage();
    await page.goto(site.pageShowing(site.url(CDN_HOST, '/photo.jpg')), { waitUntil: 'networkidle0' });
    await page.bringToFront();
    const opened = harness.extension.browser.waitForTarget((target) =>
      target.url().endsWith('sidepanel.html'),
    );
    screen.press('alt+shift+s');
    panel = await (await opened).asPage();
    await panel.waitForSelector('.empty');
  });
  afterAll(async () => {
    await harness.close();
    await site.close();
    screen.close();
    await rm(extensionDir, { recursive: true, force: true });
  });

  /** Does something that begins an upload. @returns the upload when it has ended */
  async function uploadBy(action: () => unknown): Promise<JobView> {
    const known = (await readSnapshot(panel)).jobs.map(({ id }) => id);
    await action();
    const find = async () => (await readSnapshot(panel)).jobs.find(({ id }) => !known.includes(id));
    await expect.poll(async () => hasEnded((await find()) ?? neverEnded), { timeout: 60_000 }).toBe(true);
    const job = await find();
    if (job === undefined) throw new Error('the upload has vanished');
    return job;
  }
  const neverEnded = { state: 'staging' } as JobView;

  const digestOf = ({ file }: JobView) =>
    digestObject(harness.backend.s3, file?.container ?? '', file?.key ?? '');

  /** Drags the picture of the page into the panel, which is at the right of it. */
  async function dragPicture(): Promise<void> {
    const from = await page.$eval('#it', (picture) => {
      const { left, top, width, height } = picture.getBoundingClientRect();
      const frame = window.outerHeight - window.innerHeight;
      return { x: window.screenX + left + width / 2, y: window.screenY + frame + top + height / 2 };
    });
    await screen.drag(from, { x: 1150, y: 500 });
  }

  /** Gives the focus to the panel, as a click does. */
  async function clickPanel(): Promise<void> {
    await panel.locator('h1').click();
  }

  test.each([
    ['of the page’s own site', PAGE_HOST, '/photo.jpg', 'photo.jpg', 'photo.jpg'],
    ['of another site, with no question asked,', CDN_HOST, '/modern.webp', 'modern.webp', 'modern.webp'],
    ['with a wrong extension', CDN_HOST, '/really-webp.jpg', 'modern.webp', 'really-webp.webp'],
    ['with a name by its server', CDN_HOST, '/named', 'photo.jpg', 'my photo.jpg'],
  ])('takes a picture %s that is dragged there, byte for byte', async (_what, host, path, source, name) => {
    await page.goto(site.pageShowing(site.url(host, path)), { waitUntil: 'networkidle0' });
    const job = await uploadBy(dragPicture);
    expect(job).toMatchObject({ state: 'succeeded', name });
    expect(await digestOf(job)).toEqual(await digestFile(fileOf(source)));
    expect(panel.url()).toMatch(/sidepanel\.html$/);
  });

  test('takes a picture from the clipboard, and names it by the moment', async () => {
    await clickPanel();
    const base64 = readFileSync(fileOf('drawing.png')).toString('base64');
    await panel.evaluate(async (text: string) => {
      const blob = await (await fetch(`data:image/png;base64,${text}`)).blob();
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    }, base64);
    const job = await uploadBy(() => screen.press('ctrl+v'));
    expect(job).toMatchObject({ state: 'succeeded', mimetype: 'image/png' });
    expect(job.name).toMatch(/^pasted \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.png$/);
    const stored = await readObject(harness.backend.s3, job.file?.container ?? '', job.file?.key ?? '');
    expect(await pixelsOf(panel, stored)).toBe(await pixelsOfFile(panel, fileOf('drawing.png')));
  });

  const paste = async (text: string) => {
    await clickPanel();
    await panel.evaluate((copied: string) => navigator.clipboard.writeText(copied), text);
    screen.press('ctrl+v');
  };

  test('asks for the host of a pasted address, and says so when it is declined', async () => {
    const job = await uploadBy(async () => {
      await paste(site.url(CDN_HOST, '/moving.gif'));
      await answerPermission(screen, panel, 'deny');
    });
    expect(job).toMatchObject({
      state: 'failed',
      name: 'moving.gif',
      error: { details: { capture: 'elsewhere' } },
    });
    await rowOf(panel, job.id).says(/comes from cdn\.test:\d+, which may be read only when you allow it/);
    await panel.waitForSelector(`[data-job="${job.id}"] ::-p-aria([name="Allow cdn.test and try again"])`);
    expect(site.asked.filter(({ path }) => path === '/moving.gif')).toEqual([]);
  });

  test('uploads the file of a pasted address in the same row once its host is allowed, however late', async () => {
    const before = (await readSnapshot(panel)).jobs.length;
    await paste(site.url(CDN_HOST, '/film.webm'));
    // The question stands for longer than an upload waits for its answer.
    const stateOf = async () =>
      (await readSnapshot(panel)).jobs.find(({ name }) => name === 'film.webm')?.state;
    await expect.poll(stateOf, { timeout: 30_000 }).toBe('failed');
    await answerPermission(screen, panel, 'allow');
    await expect.poll(stateOf, { timeout: 30_000 }).toBe('succeeded');
    const { jobs } = await readSnapshot(panel);
    expect(jobs).toHaveLength(before + 1);
    const job = jobs.find(({ name }) => name === 'film.webm');
    if (job === undefined) throw new Error('the upload has vanished');
    expect(await digestOf(job)).toEqual(await digestFile(fileOf('modern.webp')));
  });

  // After the test above: what was allowed once is allowed again without a question.
  test('uploads the file of an address that is typed, by the keyboard alone', async () => {
    await panel.evaluate(`browser.permissions.remove({ origins: ['http://cdn.test/*'] })`);
    await clickPanel();
    await panel.focus('summary');
    await panel.keyboard.press('Enter');
    await panel.focus('::-p-aria([name="Address of the file"][role="textbox"])');
    await panel.keyboard.type(site.url(CDN_HOST, '/named'));
    const job = await uploadBy(() => panel.keyboard.press('Enter'));
    expect(job).toMatchObject({ state: 'succeeded', name: 'my photo.jpg' });
    expect(await digestOf(job)).toEqual(await digestFile(fileOf('photo.jpg')));
  });

  test('asks for nothing of a private network', async () => {
    const job = await uploadBy(() => paste(site.url(PRIVATE_HOST, '/photo.jpg')));
    expect(job).toMatchObject({ state: 'failed', error: { details: { capture: 'private-address' } } });
    expect(site.asked.filter(({ host }) => host === PRIVATE_HOST)).toEqual([]);
    expect(await panel.evaluate(`browser.permissions.contains({ origins: ['http://nas.lan/*'] })`)).toBe(
      false,
    );
  });

  test.each([
    ['words', 'some words', 'That is neither a file nor the address of one.'],
    ['several addresses', 'https://a.test/1\nhttps://a.test/2', 'These are several addresses.'],
  ])('says what is wrong with pasted %s', async (_what, text, said) => {
    await paste(text);
    await expect.poll(() => panel.$eval('.refusals', ({ textContent }) => textContent)).toContain(said);
  });
});
