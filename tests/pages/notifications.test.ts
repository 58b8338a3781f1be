import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pointExtension } from '../../scripts/point-extension.ts';
import { hasScreenTools, type Screen, startScreen } from '../../scripts/screen.ts';
import { type SettingsChange, settingsWith } from '../../scripts/unguarded-settings.ts';
import { chooseFiles, readSnapshot } from '../../scripts/uploads.ts';
import { answerPermission } from '../e2e/answer-permission.ts';
import { apiKey, type Harness, startHarness } from '../e2e/harness.ts';
import { endWorker, workerIsRunning } from '../faults/end-worker.ts';
import { seedHistory, storedJob } from './seeded-history.ts';

/** So long an upload waits before it begins: time to look away. */
const UNDO_SECONDS = 2;

describe.runIf(hasScreenTools())('notifications', () => {
  let screen: Screen;
  let harness: Harness;
  let options: Page;

  beforeAll(async () => {
    screen = await startScreen();
    // Notifications are the browser's own windows, also where the system has a service for them.
    const args = ['--window-size=1200,950', '--disable-features=SystemNotifications'];
    harness = await startHarness({ isHeadless: false, env: screen.env, args });
    options = await harness.openPage('options.html');
  });
  afterAll(async () => {
    await harness.close();
    screen.close();
  });

  const says = (text: string) =>
    options.waitForFunction(
      (wanted: string) =>
        [...document.querySelectorAll('[role=status]')].some((status) =>
          status.textContent?.includes(wanted),
        ),
      { polling: 50 },
      text,
    );
  const allow = '::-p-aria([name="Allow notifications"][role="button"])';
  /** The ids of the notifications that the system shows. */
  const shown = async () =>
    Object.keys(
      (await options.evaluate('browser.notifications.getAll()')) as Readonly<Record<string, unknown>>,
    );

  const clear = async () => {
    for (const id of await shown()) await options.evaluate(`browser.notifications.clear('${id}')`);
  };

  /** Uploads a file, and looks at another page before it begins. @returns the id of its row */
  async function uploadUnseen(name: string, settings: SettingsChange = {}): Promise<string> {
    const stored = settingsWith({
      apiKey,
      apiUrl: harness.backend.gatewayUrl,
      guard: { undoSeconds: UNDO_SECONDS, offersKnown: false, confirmBytes: 1e9, confirmFiles: 1e6 },
      ...settings,
    });
    // From a page: a worker that somebody is attached to is not ended.
    await pointExtension({ worker: async () => options }, stored);
    const path = await harness.makeFile(name, 100);
    const page = await harness.openPage('popup.html');
    const [id = ''] = await chooseFiles(page, [path]);
    await page.close();
    await options.bringToFront();
    return id;
  }

  test('are shown once the browser was asked in a click', async () => {
    await says('There are none');
    await options.bringToFront();
    await options.locator(allow).click();
    await answerPermission(screen, options, 'allow');
    await says('Shown by your system');
    expect(await options.$(allow)).toBeNull();
  });

  // The tests that follow need what was allowed above.
  test('are not shown again by a background that was restarted', async () => {
    const first = await uploadUnseen('first.bin', { apiKey: 'wrong' });
    await expect.poll(shown, { timeout: 20_000 }).toEqual([`upload:${first}`]);
    await clear();
    await endWorker(harness.extension);
    const later = await uploadUnseen('later.bin', { apiKey: 'wrong' });
    await expect.poll(shown, { timeout: 20_000 }).toEqual([`upload:${later}`]);
  });

  test('tell of what ended in the last moment of a background that was killed, once', async () => {
    await clear();
    await endWorker(harness.extension);
    const job = storedJob(0, { createdAtMs: Date.now() });
    await seedHistory(options, [job]);
    await readSnapshot(options);
    await expect.poll(shown, { timeout: 20_000 }).toEqual([`upload:${job.id}`]);
    await clear();
    await endWorker(harness.extension);
    const later = await uploadUnseen('after it.bin', { apiKey: 'wrong' });
    await expect.poll(shown, { timeout: 20_000 }).toEqual([`upload:${later}`]);
  });

  test('wake a background that has ended, by a click, and it shows the upload', async () => {
    await clear();
    let uploaded: Promise<string> | undefined;
    const at = await screen.openWindow(() => {
      uploaded = uploadUnseen('asleep.bin');
    });
    const id = await uploaded;
    await expect.poll(shown).toEqual([`upload:${id}`]);
    // Nobody is attached to it until here, and no page has a line to it.
    await endWorker(harness.extension);
    expect(await workerIsRunning(harness.extension)).toBe(false);
    const opened = harness.extension.browser.waitForTarget((target) =>
      target.url().endsWith(`uploads.html#${id}`),
    );
    screen.click(at);
    const page = await (await opened).page();
    await page?.waitForSelector(`[data-job="${id}"][data-state=succeeded]:focus`);
    await expect.poll(shown).toEqual([]);
    await page?.close();
  });

  test('tell of an upload that nobody sees, and a click shows it, with the focus on its row', async () => {
    await clear();
    const id = await uploadUnseen('unseen.bin');
    await expect.poll(shown, { timeout: 20_000 }).toEqual([`upload:${id}`]);
    const worker = await harness.extension.worker();
    const opened = harness.extension.browser.waitForTarget((target) => target.url().includes('uploads.html'));
    await worker.evaluate(`chrome.notifications.onClicked.dispatch('upload:${id}')`);
    const page = await (await opened).page();
    if (page === null) throw new Error('no page was opened');
    await page.waitForFunction(
      (row: string) => document.activeElement?.getAttribute('data-job') === row,
      { polling: 50 },
      id,
    );
    await expect.poll(shown).toEqual([]);

    // What fails next is shown in the same tab.
    const failed = await uploadUnseen('refused.bin', { apiKey: 'wrong' });
    await expect.poll(shown, { timeout: 20_000 }).toEqual([`upload:${failed}`]);
    const tabs = async () => (await harness.extension.browser.pages()).length;
    const before = await tabs();
    await (await harness.extension.worker()).evaluate(
      `chrome.notifications.onClicked.dispatch('upload:${failed}')`,
    );
    await page.waitForFunction(
      (row: string) => document.activeElement?.getAttribute('data-job') === row,
      { polling: 50 },
      failed,
    );
    expect(await tabs()).toBe(before);
    await page.close();
  });

  test('are quietly off once the permission is withdrawn, and the options say so', async () => {
    await options.evaluate(`browser.permissions.remove({ permissions: ['notifications'] })`);
    await says('There are none');
    await options.waitForSelector(allow);
    const id = await uploadUnseen('quiet.bin');
    const page = await harness.openPage('uploads.html');
    await page.waitForSelector(`[data-job="${id}"][data-state=succeeded]`);
    await page.close();
  });
});
