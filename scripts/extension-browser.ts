import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import puppeteer, { type Browser, type LaunchOptions, type Page, type WebWorker } from 'puppeteer';

export interface ExtensionBrowserOptions {
  readonly executablePath: string;
  /** Folder of the built extension. */
  readonly extensionDir: string;
  readonly isHeadless: boolean;
  /** A new temporary profile when absent. */
  readonly userDataDir?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
  /** The page that opens once in a new profile stays open; it is closed when this is left out. */
  readonly keepsWelcome?: boolean;
}

/** A running browser with the extension in it. */
export interface ExtensionBrowser {
  readonly browser: Browser;
  readonly extensionId: string;
  /** The background service worker; attaching to it keeps it alive, so not for tests of its lifetime. */
  worker(): Promise<WebWorker>;
  /** Address of a page of the extension. */
  pageUrl(path: string): string;
  /** Opens the real toolbar popup. */
  openPopup(): Promise<Page>;
}

const quietArgs = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--lang=en-US',
];

/**
 * Chromium's sandbox does not work for root, and not where the kernel forbids user namespaces. Without it only our own
 * pages are opened.
 */
async function launch(options: LaunchOptions): Promise<Browser> {
  const unsandboxed = { ...options, args: [...(options.args ?? []), '--no-sandbox'] };
  if (process.getuid?.() === 0) return await puppeteer.launch(unsandboxed);
  try {
    return await puppeteer.launch(options);
  } catch (error) {
    if (!/sandbox/i.test(String(error))) throw error;
    return await puppeteer.launch(unsandboxed);
  }
}

/** Starts a browser with the extension loaded from its folder. */
export async function launchExtensionBrowser(options: ExtensionBrowserOptions): Promise<ExtensionBrowser> {
  const { executablePath, extensionDir, isHeadless, userDataDir, env, args = [], keepsWelcome } = options;
  const isNewProfile = userDataDir === undefined || !existsSync(join(userDataDir, 'Default'));
  const browser = await launch({
    executablePath,
    headless: isHeadless,
    // Extensions are loaded through a pipe only.
    pipe: true,
    enableExtensions: [extensionDir],
    defaultViewport: null,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [...quietArgs, ...args],
    ...(userDataDir !== undefined && { userDataDir }),
    env: { ...process.env, ...env, LANGUAGE: 'en_US' },
  });
  const isOurs = (url: string) => url.startsWith('chrome-extension://') && url.endsWith('/background.js');
  const target = await browser.waitForTarget((t) => t.type() === 'service_worker' && isOurs(t.url()));
  const extensionId = new URL(target.url()).host;
  const pageUrl = (path: string) => `chrome-extension://${extensionId}/${path}`;

  if (isNewProfile && keepsWelcome !== true) {
    const welcome = await browser.waitForTarget((t) => t.url() === pageUrl('welcome.html'));
    await (await welcome.page())?.close();
  }

  async function worker(): Promise<WebWorker> {
    const current = await browser.waitForTarget((t) => t.type() === 'service_worker' && isOurs(t.url()));
    const attached = await current.worker();
    if (attached === null) throw new Error('the background has no worker');
    // A worker that has just started has its extension APIs a moment later.
    while ((await attached.evaluate('typeof globalThis.chrome?.storage')) !== 'object') await wait(20);
    return attached;
  }

  async function openPopup(): Promise<Page> {
    const known = new Set(browser.targets());
    await (await worker()).evaluate('chrome.action.openPopup()');
    const popup = await browser.waitForTarget((t) => !known.has(t) && t.url() === pageUrl('popup.html'));
    return await popup.asPage();
  }

  return { browser, extensionId, worker, pageUrl, openPopup };
}
