import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer';
import { expect } from 'vitest';
import { defaultUploadOptions } from '../../lib/core/upload-options.ts';
import type { JobView } from '../../lib/protocol/messages.ts';
import { digestFile, digestObject } from '../../scripts/digest.ts';
import { type ExtensionBrowser, launchExtensionBrowser } from '../../scripts/extension-browser.ts';
import { pointExtension } from '../../scripts/point-extension.ts';
import { type SettingsChange, settingsWith } from '../../scripts/unguarded-settings.ts';
import { hasEnded, readSnapshot } from '../../scripts/uploads.ts';
import { type Backend, startBackend } from '../../server/backend.ts';

const root = resolve(import.meta.dirname, '../..');
const PIECE_BYTES = 16 * 1024 ** 2;
export const apiKey = 'test-key';

export interface HarnessOptions {
  /** App secret of the gateway; security is on when there is one. */
  readonly secret?: string;
  readonly isHeadless?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
  /** Folder of the built extension; `.output/chrome-mv3` when left out. */
  readonly extensionDir?: string;
}

/** The built extension in a real browser, beside a gateway and a store of its own. */
export interface Harness {
  readonly backend: Backend;
  readonly extension: ExtensionBrowser;
  readonly workDir: string;
  /** Stores settings; what is not given is that of a working set-up, with parts of 5 MiB. */
  configure(settings?: SettingsChange): Promise<void>;
  /** A new file of random bytes. */
  makeFile(name: string, sizeBytes: number): Promise<string>;
  /** A tab with a page of the extension. */
  openPage(path: string): Promise<Page>;
  close(): Promise<void>;
}

export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const { secret, isHeadless = true, env = {}, args = [] } = options;
  const { extensionDir = join(root, '.output/chrome-mv3') } = options;
  const workDir = await mkdtemp(join(tmpdir(), 's3-uploader-test-'));
  const backend = await startBackend({
    dataDir: join(workDir, 'store'),
    apiKey,
    ...(secret !== undefined && { secret }),
  });
  const extension = await launchExtensionBrowser({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    extensionDir,
    userDataDir: join(workDir, 'profile'),
    isHeadless,
    env,
    args,
  });

  return {
    backend,
    extension,
    workDir,
    configure: (settings = {}) =>
      pointExtension(
        extension,
        settingsWith({ apiKey, apiUrl: backend.gatewayUrl, upload: defaultUploadOptions, ...settings }),
      ),
    async makeFile(name, sizeBytes) {
      const path = join(workDir, name);
      const file = await open(path, 'w');
      for (let left = sizeBytes; left > 0; left -= PIECE_BYTES)
        await file.write(randomBytes(Math.min(left, PIECE_BYTES)));
      await file.close();
      return path;
    },
    async openPage(path) {
      const page = await extension.browser.newPage();
      await page.goto(extension.pageUrl(path));
      // The popup's frame is there first, and hears nothing.
      if (path === 'popup.html') await page.waitForSelector('main');
      return page;
    },
    async close() {
      await extension.browser.close();
      await backend.close();
      await rm(workDir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Waits until an upload has ended, however that is. */
export async function waitForEnd(page: Page, name: string, timeout = 60_000): Promise<JobView> {
  await page.waitForFunction(
    (wanted: string) =>
      [...document.querySelectorAll('[data-job]')].some(
        (row) =>
          row.querySelector('bdi')?.textContent === wanted &&
          row.matches(
            '[data-state=succeeded], [data-state=failed], [data-state=cancelled],' +
              '[data-reason=credentials], [data-reason=permission], [data-reason=file], [data-reason=disk]',
          ),
      ),
    { timeout },
    name,
  );
  const job = (await readSnapshot(page)).jobs.find(
    (candidate) => candidate.name === name && hasEnded(candidate),
  );
  if (job === undefined) throw new Error(`${name} has ended and vanished`);
  return job;
}

/** States that an upload succeeded and that S3 holds the very bytes of the file. */
export async function expectStored({ backend }: Harness, job: JobView, path: string): Promise<void> {
  expect(job.error).toBeUndefined();
  expect(job.state).toBe('succeeded');
  const { container, key } = job.file ?? {};
  if (container === undefined || key === undefined) throw new Error('the stored file has no key');
  expect(container).toBe(backend.s3.bucket);
  expect(await digestObject(backend.s3, container, key)).toEqual(await digestFile(path));
}
