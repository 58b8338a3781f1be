import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer';
import { isOver, type UploadJob } from '../../lib/core/job.ts';
import { DATABASE_VERSION } from '../../lib/platform/database.ts';
import { type ExtensionBrowser, launchExtensionBrowser } from '../../scripts/extension-browser.ts';
import { pointExtension } from '../../scripts/point-extension.ts';
import { type SettingsChange, settingsWith } from '../../scripts/unguarded-settings.ts';
import { type Backend, startBackend } from '../../server/backend.ts';
import { PAGE_HOST, type PictureSite, startPictureSite } from '../e2e/pages/site.ts';
import { endWorker } from '../faults/end-worker.ts';
import { startFaultProxy } from '../faults/fault-proxy.ts';
import { copyPermitted } from '../permitted-extension.ts';

/** How a page is looked at. */
export interface Looks {
  readonly theme: 'light' | 'dark';
  /** CSS pixels; as wide as the page is made for when left out. */
  readonly width?: number;
  readonly height?: number;
  /** Set on the page, whatever its language is. */
  readonly direction?: 'rtl';
}

/** The built extension in a real browser, brought into one state after the other. */
export interface Stage {
  readonly extension: ExtensionBrowser;
  readonly backend: Backend;
  /** The gateway's API, with a store that takes every part slowly. */
  readonly slowApiUrl: string;
  /** Pages with pictures, on hosts that the extension may read. */
  readonly site: PictureSite;
  /** Folder for files, removed in the end. */
  readonly workDir: string;
  /** Puts settings and uploads in place of those that are there, as if the browser had been closed in between. */
  set(settings: SettingsChange, jobs: readonly UploadJob[]): Promise<void>;
  open(path: string, looks: Looks): Promise<Page>;
  close(): Promise<void>;
}

const apiKey = 'A4bcdefgSAMPLEkeyXYZ1z';

/** Of each part that is on its way. */
const SLOW_BYTES_PER_SECOND = 800_000;

/** Puts records into the journal, and bytes for those that need them. */
const seed = (jobs: readonly UploadJob[]) => `new Promise((resolve, reject) => {
  const opening = indexedDB.open('uploads');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const database = opening.result;
    const names = ['jobs', 'finished', 'parts', 'blobs', 'quarantine', 'meta'];
    const change = database.transaction(names, 'readwrite');
    for (const name of names) change.objectStore(name).clear();
    for (const job of ${JSON.stringify(jobs.filter(({ state }) => isOver(state)))})
      change.objectStore('finished').put(job, job.id);
    for (const job of ${JSON.stringify(jobs.filter(({ state }) => !isOver(state)))}) {
      change.objectStore('jobs').put(job, job.id);
      change.objectStore('blobs').put(new Blob([new Uint8Array(job.sizeBytes)]), job.id);
    }
    change.onabort = () => reject(change.error);
    change.oncomplete = () => { database.close(); resolve(); };
  };
})`;

/** Deletes a database that a state has left as a newer version's. @returns whether there was one */
const dropNewer = `indexedDB.databases().then((all) =>
  all.some(({ version }) => version > ${DATABASE_VERSION}) && new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase('uploads');
    deleting.onerror = () => reject(deleting.error);
    deleting.onsuccess = () => resolve(true);
  }))`;

/** Without motion, so that no colour is looked at on its way to another. */
export function setTheme(page: Page, theme: Looks['theme']): Promise<void> {
  return page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: theme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
}

/** A worker that is just starting may live on when it is told to end: it is told again. */
async function endSurely(extension: ExtensionBrowser): Promise<void> {
  for (let told = 1; told <= 5; told += 1) {
    // It rejects when none is running: that will do as well.
    const isGone = endWorker(extension).then(
      () => true,
      () => true,
    );
    if (await Promise.race([isGone, wait(3000, false)])) return;
  }
  throw new Error('the worker does not end');
}

export async function startStage(extensionDir: string): Promise<Stage> {
  const workDir = await mkdtemp(join(tmpdir(), 's3-uploader-pages-'));
  const backend = await startBackend({ dataDir: join(workDir, 'store'), apiKey });
  const slow = await startFaultProxy(backend);
  slow.inject({ match: { step: 'put' }, do: { kind: 'throttle', bytesPerSecond: SLOW_BYTES_PER_SECOND } });
  const site = await startPictureSite();
  const permittedDir = join(workDir, 'extension');
  copyPermitted(extensionDir, permittedDir, [`http://${PAGE_HOST}/*`]);
  const extension = await launchExtensionBrowser({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    extensionDir: permittedDir,
    args: site.browserArgs,
    userDataDir: join(workDir, 'profile'),
    isHeadless: true,
  });
  const { browser, pageUrl } = extension;

  /** A worker that somebody is attached to does not end, so that settings are stored through a page. */
  async function set(settings: SettingsChange, jobs: readonly UploadJob[]): Promise<void> {
    const page = await browser.newPage();
    await page.goto(pageUrl('icon/16.png'));
    if ((await page.evaluate(dropNewer)) === true) await endSurely(extension);
    await page.goto(pageUrl('uploads.html'));
    await page.waitForSelector('.uploads');
    await pointExtension(
      { ...extension, worker: async () => ({ evaluate: (code: string) => page.evaluate(code) }) },
      settingsWith({ apiKey, apiUrl: backend.gatewayUrl, ...settings }),
    );
    await page.goto(pageUrl('icon/16.png'));
    // Before the worker ends: a change of what is stored would start it.
    await page.evaluate("chrome.storage.local.remove('isHistoryCleared')");
    await endSurely(extension);
    await page.evaluate(seed(jobs));
    await page.close();
  }

  async function open(path: string, { theme, width, height = 800, direction }: Looks): Promise<Page> {
    const page = await browser.newPage();
    const usual = path.startsWith('popup') ? 400 : path.startsWith('sidepanel') ? 360 : 1000;
    await page.setViewport({ width: width ?? usual, height });
    await setTheme(page, theme);
    await page.goto(pageUrl(path));
    // The popup has a heading before its scripts have run.
    await page.waitForSelector('html[dir] h1');
    if (direction !== undefined) await page.evaluate(`document.documentElement.dir = '${direction}'`);
    return page;
  }

  return {
    extension,
    backend,
    slowApiUrl: slow.apiUrl,
    site,
    workDir,
    set,
    open,
    async close() {
      await browser.close();
      await slow.close();
      await backend.close();
      await site.close();
      await rm(workDir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
