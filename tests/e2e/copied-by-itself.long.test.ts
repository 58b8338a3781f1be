import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LinkSettings } from '../../lib/protocol/link-settings.ts';
import type { JobView } from '../../lib/protocol/messages.ts';
import { type DemoSite, startDemoSite } from '../../scripts/demo-site.ts';
import { hasScreenTools, type Screen, startScreen } from '../../scripts/screen.ts';
import { chooseFiles, hasEnded, readSnapshot } from '../../scripts/uploads.ts';
import { answerPermission } from './answer-permission.ts';
import { type Harness, startHarness, waitForEnd } from './harness.ts';

const demoFolder = join(resolve(import.meta.dirname, '../..'), 'scripts/demo');
const links: LinkSettings = { format: 'markdown', template: '', copiesByItself: false };
/** So long an upload waits before it begins: time to begin another. */
const UNDO_SECONDS = 5;
const COPY_LIMIT_MS = 20_000;

// Only a real right-click lets the extension read the page, and only a real key answers the browser's question.
describe.runIf(hasScreenTools())('a picture that is uploaded by a right-click', () => {
  let screen: Screen;
  let harness: Harness;
  let site: DemoSite;
  let page: Page;

  beforeAll(async () => {
    screen = await startScreen();
    harness = await startHarness({ isHeadless: false, env: screen.env, args: ['--window-size=1200,950'] });
    site = await startDemoSite(demoFolder);
    await harness.configure({ links });
    page = await harness.extension.browser.newPage();
    await page.goto(site.url, { waitUntil: 'networkidle0' });
    await page.evaluate(() => {
      const field = document.body.appendChild(document.createElement('textarea'));
      field.id = 'field';
      field.value = 'of the person';
    });
  });
  afterAll(async () => {
    await harness.close();
    await site.close();
    screen.close();
  });

  const field = () => page.$eval('#field', (it) => (it instanceof HTMLTextAreaElement ? it.value : ''));

  /** Has the page's field do what an entry of the browser's menu "Edit" does. */
  async function edit(command: 'Copy' | 'Paste'): Promise<void> {
    await page.bringToFront();
    await page.$eval('#field', (it) => it instanceof HTMLTextAreaElement && it.select());
    await page.keyboard.press('F13', { commands: [command] });
  }

  async function clipboard(): Promise<string> {
    await edit('Paste');
    return await field();
  }

  async function upload(selector: string): Promise<void> {
    await page.bringToFront();
    // The promise of the click resolves only when the menu is gone again.
    let clicked: Promise<unknown> | undefined;
    await screen.openWindow(() => {
      clicked = page.click(selector, { button: 'right' }).catch(() => undefined);
    });
    screen.press('Up', 'Up', 'Right', 'Return');
    await clicked;
  }

  /** All uploads, the newest last, asked in a page of ours that shows none. */
  async function uploads(): Promise<readonly JobView[]> {
    const options = await harness.openPage('options.html');
    const { jobs } = await readSnapshot(options);
    await options.close();
    return jobs;
  }

  const markdown = ({ name, link }: JobView) => `[${name}](${link})`;

  test('leaves the clipboard as it is while the browser does not allow more, and the options say so', async () => {
    await edit('Copy');
    const options = await harness.openPage('options.html');
    const [box] = await options.$$('::-p-aria([name="Copy the link by itself when an upload is stored"])');
    await box?.click();
    await answerPermission(screen, options, 'deny');
    await options.waitForSelector('::-p-text(Only by a page of this extension)');
    await upload('#jpeg');
    await expect.poll(async () => (await readSnapshot(options)).jobs.filter(hasEnded)).toHaveLength(1);
    const { jobs, backgroundCopies } = await readSnapshot(options);
    expect(jobs[0]).toMatchObject({ state: 'succeeded', name: 'photo.jpg' });
    expect(backgroundCopies).toBeUndefined();
    expect(await clipboard()).toBe('of the person');
    await options.close();
  });

  // The tests that follow need what is allowed here.
  test('has its link on the clipboard when it is stored, with no page of ours open, once that is allowed', async () => {
    const options = await harness.openPage('options.html');
    await options.locator('::-p-aria([name="Allow copying without an open page"][role="button"])').click();
    await answerPermission(screen, options, 'allow');
    await options.waitForSelector('::-p-text(Also while no page of this extension is open.)');
    await options.close();
    await upload('#jpeg');
    await expect.poll(clipboard, { timeout: COPY_LIMIT_MS }).not.toBe('of the person');
    const copied = await field();
    expect((await uploads()).slice(-1).map(markdown)).toEqual([copied]);
  });

  test('has its link there beside that of another one that was under way with it, a line each', async () => {
    await harness.configure({
      links: { ...links, copiesByItself: true },
      guard: { undoSeconds: UNDO_SECONDS, offersKnown: false, confirmBytes: 1e9, confirmFiles: 1e6 },
    });
    await upload('#jpeg');
    await upload('#data');
    await expect.poll(clipboard, { timeout: COPY_LIMIT_MS }).toContain('\n');
    const copied = await field();
    expect((await uploads()).slice(-2).map(markdown).join('\n')).toBe(copied);
  });

  test('is copied once only where a page sees it end, and the page says so', async () => {
    await harness.configure({ links: { ...links, copiesByItself: true } });
    const list = await harness.openPage('uploads.html');
    await list.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('the page was to leave it'));
    });
    await chooseFiles(list, [await harness.makeFile('seen.bin', 100)]);
    const job = await waitForEnd(list, 'seen.bin');
    await list.waitForSelector('::-p-text(Link copied)');
    expect(await clipboard()).toBe(markdown(job));
    await list.close();
  });

  test('leaves the clipboard as it is again when the permission is withdrawn', async () => {
    const options = await harness.openPage('options.html');
    const before = await clipboard();
    await options.evaluate(`browser.permissions.remove({ permissions: ['clipboardWrite'] })`);
    await options.waitForSelector('::-p-text(Only by a page of this extension)');
    await upload('#jpeg');
    await expect.poll(async () => (await readSnapshot(options)).jobs.filter(hasEnded)).toHaveLength(6);
    expect((await readSnapshot(options)).backgroundCopies).toBeUndefined();
    expect(await clipboard()).toBe(before);
  });
});
