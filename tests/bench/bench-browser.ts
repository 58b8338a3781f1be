import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import { copyPermitted } from '../permitted-extension.ts';

const builtDir = () =>
  process.env['EXTENSION_DIR'] ?? resolve(import.meta.dirname, '../../.output/chrome-mv3');

/** A browser of its own for one run, with the built extension in it, that goes on when DevTools has let go of it. */
export interface BenchBrowser {
  readonly browser: Browser;
  readonly pid: number;
  readonly extensionId: string;
  /** Ends the browser, DevTools or not. */
  close(): Promise<void>;
}

export async function launchBenchBrowser(): Promise<BenchBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 's3-uploader-bench-'));
  // Saving the options asks for the host of the API, so whoever uploads has allowed it.
  const extensionDir = join(profile, 'extension');
  copyPermitted(builtDir(), extensionDir);
  const isRoot = process.getuid?.() === 0; // Chromium's sandbox does not work for root; only our own pages are opened
  const browser = await puppeteer.launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    // A pipe would end the browser with DevTools; through a socket extensions are loaded by the command line.
    pipe: false,
    enableExtensions: true,
    userDataDir: profile,
    args: [
      `--load-extension=${extensionDir}`,
      `--disable-extensions-except=${extensionDir}`,
      '--disable-features=DisableLoadExtensionCommandLineSwitch',
      '--no-first-run',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(isRoot ? ['--no-sandbox'] : []),
    ],
  });
  const child = browser.process();
  const pid = child?.pid;
  if (child === null || pid === undefined) throw new Error('the browser has no process');
  const worker = await browser.waitForTarget(
    (target) => target.type() === 'service_worker' && target.url().endsWith('/background.js'),
  );
  const { host: extensionId } = new URL(worker.url());
  // The page of the first run is no part of what is measured.
  const welcome = await browser.waitForTarget((target) =>
    target.url().endsWith(`${extensionId}/welcome.html`),
  );
  await (await welcome.page())?.close();
  return {
    browser,
    pid,
    extensionId,
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
