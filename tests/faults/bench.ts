import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { defaultUploadOptions, type UploadOptions } from '../../lib/core/upload-options.ts';
import { parse } from '../../lib/protocol/parse.ts';
import { type Settings, settingsSchema } from '../../lib/protocol/settings.ts';
import { type ExtensionBrowser, launchExtensionBrowser } from '../../scripts/extension-browser.ts';
import { type SettingsChange, settingsWith } from '../../scripts/unguarded-settings.ts';
import { apiKey, type Harness, type HarnessOptions, startHarness } from '../e2e/harness.ts';
import { endWorker } from './end-worker.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';

export const MIB = 1024 ** 2;
export const PART_BYTES = 5 * MIB;

/** Waits so short that a test can see several of them. */
export const quickRetries = { retries: 10, factor: 2, minTimeout: 50, maxTimeout: 400 };

export interface BenchSettings extends Omit<SettingsChange, 'upload'> {
  readonly upload?: Partial<UploadOptions>;
}

/** The built extension behind the fault proxy. */
export interface Bench {
  readonly harness: Harness;
  readonly proxy: FaultProxy;
  /** The browser that runs now. */
  readonly extension: ExtensionBrowser;
  /** Stores settings; what is not given is that of a set-up that works, behind the proxy, with short waits. */
  configure(settings?: BenchSettings): Promise<void>;
  makeFile(name: string, sizeBytes: number): Promise<string>;
  /** The popup's page in a tab, or in a window of its own, where it is shown beside others. */
  openPopup(where?: 'tab' | 'window'): Promise<Page>;
  /** Ends the worker as the browser does, at once and without a word to it. */
  killWorker(): Promise<void>;
  /** Ends the browser, by SIGKILL or as a person does. */
  stopBrowser(how: 'kill' | 'quit'): Promise<void>;
  /** Starts the browser again, on the same profile unless another is given. */
  startBrowser(userDataDir?: string): Promise<void>;
  close(): Promise<void>;
}

/** As the options page stores them. From a page, since a worker that somebody is attached to does not die. */
async function storeSettings({ browser, pageUrl }: ExtensionBrowser, settings: Settings): Promise<void> {
  const checked = JSON.stringify({ settings: parse(settingsSchema, settings, 'the settings') });
  const open = (await browser.pages()).find((page) => page.url().startsWith(pageUrl('')));
  const page = open ?? (await browser.newPage());
  if (open === undefined) await page.goto(pageUrl('options.html'));
  await page.evaluate(`browser.storage.local.set(${checked})`);
  if (open === undefined) await page.close();
}

/** Folder of the built extension. */
export const builtExtensionDir =
  process.env['EXTENSION_DIR'] ?? join(import.meta.dirname, '../../.output/chrome-mv3');
const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';

export async function startBench(options: HarnessOptions = {}): Promise<Bench> {
  const { extensionDir = builtExtensionDir } = options;
  const harness = await startHarness({ ...options, extensionDir });
  const proxy = await startFaultProxy(harness.backend);
  const profile = join(harness.workDir, 'profile');
  let { extension } = harness;

  return {
    harness,
    proxy,
    get extension() {
      return extension;
    },
    configure({ upload = {}, ...others } = {}) {
      const options = { ...defaultUploadOptions, retryOptions: quickRetries, ...upload };
      const change = { apiKey, apiUrl: proxy.apiUrl, ...others, upload: options };
      return storeSettings(extension, settingsWith(change));
    },
    makeFile: harness.makeFile,
    async openPopup(where = 'tab') {
      const page = await extension.browser.newPage({ type: where });
      await page.goto(extension.pageUrl('popup.html'));
      // Its frame is there first, and hears nothing.
      await page.waitForSelector('main');
      return page;
    },
    killWorker: () => endWorker(extension),
    async stopBrowser(how) {
      const child = extension.browser.process();
      if (child === null) throw new Error('the browser has no process');
      const exited = once(child, 'exit');
      if (how === 'quit') await extension.browser.close();
      else child.kill('SIGKILL');
      await exited;
      // What a killed browser leaves behind to keep a second one away.
      for (const lock of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) {
        await rm(join(profile, lock), { force: true });
      }
    },
    async startBrowser(userDataDir = profile) {
      const { isHeadless = true, env = {}, args = [] } = options;
      extension = await launchExtensionBrowser({
        ...{ executablePath, extensionDir, userDataDir, isHeadless, env, args },
      });
    },
    async close() {
      await extension.browser.close();
      await proxy.close();
      await harness.close();
    },
  };
}
