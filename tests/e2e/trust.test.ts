import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type JobView, requestSchema } from '../../lib/protocol/messages.ts';
import { type DemoSite, startDemoSite } from '../../scripts/demo-site.ts';
import { chooseFiles, hasEnded, readSnapshot } from '../../scripts/uploads.ts';
import { everyRequest } from './every-request.ts';
import { type Harness, startHarness, waitForEnd } from './harness.ts';

const demoFolder = join(resolve(import.meta.dirname, '../..'), 'scripts/demo');
declare const browser: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

let harness: Harness;
let site: DemoSite;

beforeAll(async () => {
  harness = await startHarness();
  site = await startDemoSite(demoFolder);
  await harness.configure();
});
afterAll(async () => {
  await harness.close();
  await site.close();
});

/** A web page that a person has clicked our toolbar button on: that lets us put scripts into it. */
async function openClicked(): Promise<Page> {
  const { browser, extensionId } = harness.extension;
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.bringToFront();
  const ours = (await browser.extensions()).get(extensionId);
  if (ours === undefined) throw new Error('the extension is not loaded');
  await page.triggerExtensionAction(ours);
  return page;
}

/**
 * Runs a script in the extension's isolated world of a web page: what a hostile page could at worst make a content
 * script do.
 */
async function inContentScript(script: string): Promise<unknown> {
  const page = await openClicked();
  const { worker } = harness.extension;
  const result = await (await worker()).evaluate(`(async () => {
    const tabs = await chrome.tabs.query({ active: true });
    const tab = tabs.find(({ url }) => url?.startsWith('http'));
    const [injected] = await chrome.scripting.executeScript({
      target: { tabId: tab.id },
      func: async () => {
        try { return await (${script})(); } catch (error) { return 'error: ' + error.message; }
      },
    });
    return injected.result;
  })()`);
  await page.close();
  return result;
}

test('M3 M16: a content script can read neither settings nor jobs, and can ask for nothing', async () => {
  const seen = await inContentScript(`async () => {
    const message = await chrome.runtime.sendMessage({ type: 'list-jobs' });
    const storage = await chrome.storage.local.get().catch((error) => error.message);
    const port = chrome.runtime.connect({ name: 'snapshots' });
    const snapshots = await new Promise((resolve) => {
      port.onMessage.addListener((snapshot) => resolve(snapshot));
      port.onDisconnect.addListener(() => resolve('disconnected'));
    });
    return { message, storage, snapshots };
  }`);
  expect(seen).toEqual({
    message: { kind: 'refused', refusal: 'not-allowed' },
    storage: expect.stringContaining('not allowed'),
    snapshots: 'disconnected',
  });
});

test('M3: our own pages may ask, and nonsense is refused by name', async () => {
  const page = await harness.openPage('options.html');
  const ask = (message: unknown) =>
    page.evaluate((text: unknown) => browser.runtime.sendMessage(text), message);
  expect(await ask({ type: 'list-jobs' })).toMatchObject({
    kind: 'snapshot',
    snapshot: { jobs: [], profiles: [{ hasApiKey: true }] },
  });
  for (const nonsense of [
    null,
    1,
    'list-jobs',
    {},
    { type: 'nothing' },
    { type: 'retry-job', jobId: '../1' },
  ]) {
    expect(await ask(nonsense)).toEqual({ kind: 'refused', refusal: 'bad-request' });
  }
  await page.close();
});

test('M1 M5: a web page can neither call the extension nor read or frame its pages', async () => {
  const page = await harness.extension.browser.newPage();
  await page.goto(site.url);
  const found = await page.evaluate(async (url: string) => {
    const answer = await fetch(url).then(
      () => 'read',
      () => 'refused',
    );
    const frame = document.createElement('iframe');
    frame.src = url;
    const loaded = new Promise((resolve) => {
      frame.onload = resolve;
    });
    document.body.append(frame);
    await loaded;
    return { answer, runtime: typeof (globalThis as { chrome?: { runtime?: unknown } }).chrome?.runtime };
  }, harness.extension.pageUrl('popup.html'));
  expect(found).toEqual({ answer: 'refused', runtime: 'undefined' });
  expect(page.frames().map((frame) => frame.url())).toEqual([site.url, 'chrome-error://chromewebdata/']);
  await page.close();
});

test('M2: another extension that sends messages reaches nobody', async () => {
  const folder = join(harness.workDir, 'other-extension');
  await mkdir(folder);
  await writeFile(join(folder, 'page.html'), '<!doctype html><title>Other</title>');
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({ manifest_version: 3, name: 'Other', version: '1' }),
  );
  const { browser, extensionId } = harness.extension;
  const otherId = await browser.installExtension(folder);
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${otherId}/page.html`);
  const heard = await page.evaluate(`(async () => {
    const id = ${JSON.stringify(extensionId)};
    const message = await chrome.runtime.sendMessage(id, { type: 'list-jobs' }).catch(({ message }) => message);
    const port = chrome.runtime.connect(id, { name: 'snapshots' });
    const snapshot = await new Promise((resolve) => {
      port.onMessage.addListener(() => resolve('snapshot'));
      port.onDisconnect.addListener(() => resolve('disconnected'));
    });
    return { message, snapshot };
  })()`);
  expect(heard).toEqual({
    message: expect.stringContaining('Receiving end does not exist'),
    snapshot: 'disconnected',
  });
  await page.close();
});

/** Has the browser tell the extension of a click on a picture of the page. @returns all uploads when its own has ended */
async function capture(page: Page, file: string): Promise<readonly JobView[]> {
  const pageUrl = page.url();
  const click = { menuItemId: 'upload-image', srcUrl: new URL(file, pageUrl).href, pageUrl, frameId: 0 };
  await (await harness.extension.worker()).evaluate(`chrome.tabs.query({}).then((tabs) => {
    const tab = tabs.find(({ url }) => url === ${JSON.stringify(pageUrl)});
    chrome.contextMenus.onClicked.dispatch(${JSON.stringify(click)}, tab);
  })`);
  const ours = await harness.openPage('options.html');
  const uploads = async () => (await readSnapshot(ours)).jobs;
  await expect
    .poll(async () => (await uploads()).some((job) => job.name === file && hasEnded(job)), {
      timeout: 20_000,
    })
    .toBe(true);
  const jobs = await uploads();
  await ours.close();
  return jobs;
}

test('M4: a page that pretends to be clicked, typed into and right-clicked gets nothing uploaded', async () => {
  const page = await openClicked();
  // From then on a script of ours is in the page.
  expect(await capture(page, 'photo.jpg')).toMatchObject([{ name: 'photo.jpg', state: 'succeeded' }]);
  await page.bringToFront();
  await page.evaluate(() => {
    const cover = document.createElement('div');
    cover.style.cssText = 'position: fixed; inset: 0; z-index: 2147483647';
    document.body.append(cover);
    for (const target of [cover, document.body, document, window, ...document.images]) {
      const at = { bubbles: true, composed: true, clientX: 20, clientY: 20, button: 2 };
      for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click', 'auxclick', 'contextmenu']) {
        target.dispatchEvent(new MouseEvent(type, at));
      }
      for (const key of ['U', 'S', 'I', 'Enter']) {
        target.dispatchEvent(
          new KeyboardEvent('keydown', { key, altKey: true, shiftKey: true, bubbles: true }),
        );
      }
      target.dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer: new DataTransfer() }));
    }
    for (const type of ['upload', 'add-file', 'capture', 'list-jobs']) window.postMessage({ type }, '*');
  });
  // A real one asks the same page, and goes through the same queue: what was pretended would be there before it.
  const names = (await capture(page, 'drawing.png')).map(({ name }) => name);
  expect(names.sort()).toEqual(['drawing.png', 'photo.jpg']);
  await page.close();
});

test('M3: a content script that sends a good request of each type is told nothing and changes nothing', async () => {
  const list = await harness.openPage('uploads.html');
  await chooseFiles(list, [await harness.makeFile('kept.bin', 100)]);
  const kept = await waitForEnd(list, 'kept.bin');
  const before = await readSnapshot(list);
  const requests = everyRequest(kept, new URL('photo.jpg', site.url).href);
  expect(requests.filter((request) => !v.is(requestSchema, request))).toEqual([]);
  const replies = await inContentScript(`async () => {
    const replies = {};
    for (const request of ${JSON.stringify(requests)}) {
      if ('file' in request) request.file = new File(['forged'], 'forged.txt');
      replies[request.type] = await chrome.runtime.sendMessage(request);
    }
    return replies;
  }`);
  const refused = { kind: 'refused', refusal: 'not-allowed' };
  expect(replies).toEqual(Object.fromEntries(requests.map(({ type }) => [type, refused])));
  expect(await readSnapshot(list)).toEqual(before);
  await list.close();
});
