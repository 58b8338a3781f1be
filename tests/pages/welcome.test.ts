import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { filestackApiUrl } from '../../lib/protocol/profile.ts';
import { type ExtensionBrowser, launchExtensionBrowser } from '../../scripts/extension-browser.ts';
import { type Backend, startBackend } from '../../server/backend.ts';
import { signPolicy } from '../../server/gateway/policy.ts';
import { builtExtensionDir } from '../faults/bench.ts';
import type { Fault } from '../faults/fault.ts';
import { type FaultProxy, startFaultProxy } from '../faults/fault-proxy.ts';
import { publicKeyHash } from '../faults/self-signed.ts';
import { startTlsFront, type TlsFront } from '../faults/tls-front.ts';

const SECRET = 'app-secret';
/** The year 2100. */
const EXPIRY = 4_102_444_800;
const KEY = 'AbCdEfGhIjKlMnOpQrSt';
const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';

let workDir: string;
/** Accounts with and without security. */
let backends: Readonly<Record<'open' | 'secured', Backend>>;
let proxies: Readonly<Record<'open' | 'secured', FaultProxy>>;
/** The account that answers as upload.filestackapi.com. */
let filestack: 'open' | 'secured' = 'open';
let front: TlsFront;
let extension: ExtensionBrowser;
let page: Page;

beforeAll(async () => {
  workDir = await mkdtemp(join(tmpdir(), 's3-uploader-welcome-'));
  const [open, secured] = await Promise.all([
    startBackend({ dataDir: join(workDir, 'open'), apiKey: KEY }),
    startBackend({ dataDir: join(workDir, 'secured'), apiKey: KEY, secret: SECRET }),
  ]);
  backends = { open, secured };
  proxies = { open: await startFaultProxy(open), secured: await startFaultProxy(secured) };
  front = await startTlsFront(() => proxies[filestack], filestackApiUrl);
  extension = await launchExtensionBrowser({
    ...{ executablePath, extensionDir: builtExtensionDir, isHeadless: true },
    userDataDir: join(workDir, 'profile'),
    args: [
      `--ignore-certificate-errors-spki-list=${publicKeyHash}`,
      `--host-resolver-rules=MAP *.filestackapi.com ${new URL(front.url).host}`,
    ],
  });
});
afterAll(async () => {
  await extension.browser.close();
  await front.close();
  for (const proxy of Object.values(proxies)) await proxy.close();
  for (const backend of Object.values(backends)) await backend.close();
  await rm(workDir, { recursive: true, force: true, maxRetries: 10 });
});
beforeEach(async () => {
  filestack = 'open';
  for (const proxy of Object.values(proxies)) proxy.reset();
  page = await extension.browser.newPage();
  await page.goto(extension.pageUrl('welcome.html'));
  await page.evaluate("browser.storage.local.remove('settings')");
  await page.reload();
  return () => page.close();
});

const field = (name: string) => page.locator(`::-p-aria([name="${name}"][role="textbox"])`);
const press = (name: string) => page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
const heading = (name: string) => page.waitForSelector(`::-p-aria([name="${name}"][role="heading"])`);

/** What the list says of each step, once the test has ended. */
async function proof(): Promise<readonly string[]> {
  const list = await page.waitForSelector('::-p-aria([name="The test"][role="list"])');
  await page.waitForFunction((ol) => !/Being tested|To come/.test(ol?.textContent ?? ''), {}, list);
  const items = await list?.evaluate((ol) =>
    [...ol.children].map((li) => li.querySelector('p')?.textContent),
  );
  return (items ?? []).map((text) => text ?? '');
}

async function saidOf(step: number): Promise<string> {
  const list = await page.waitForSelector('::-p-aria([name="The test"][role="list"])');
  return (await list?.evaluate((ol, n) => ol.children[n]?.textContent, step)) ?? '';
}

/** The text that a button copies. */
async function copied(button: string): Promise<unknown> {
  await page.bringToFront();
  const granted = extension.browser.defaultBrowserContext();
  await granted.overridePermissions(extension.pageUrl('').replace(/\/$/, ''), ['clipboard-read']);
  await press(button);
  await page.waitForSelector('::-p-text(Copied.)');
  return JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
}

async function storedProfile(): Promise<unknown> {
  const stored = await page.evaluate("browser.storage.local.get('settings')");
  const { settings } = stored as { settings?: { profiles: readonly unknown[] } };
  return settings?.profiles[0];
}

const steps = [
  'The server answers',
  'It accepts the API key',
  'It allows this upload',
  'The store takes the file, and its ETag can be read',
  'The file can be read by its link',
  'The file is removed again',
] as const;
const marked = (...marks: readonly string[]) => steps.map((step, index) => `${step} ${marks[index]}`);
const policy = (keys: object) => signPolicy({ expiry: EXPIRY, ...keys }, SECRET);

async function testPolicy(keys: object): Promise<readonly string[]> {
  const signed = policy(keys);
  await field('Policy').fill(signed.policy);
  await field('Signature').fill(signed.signature);
  await press('Test and use it');
  return await proof();
}

test.each([
  ['AKIAIOSFODNN7EXAMPLE', /access key/i],
  ['two words', /space/i],
  ['', /Paste your API key first/],
])('U8 U15: %j is no API key: the page says so, asks nobody and stores nothing', async (text, said) => {
  await field('API key').fill(text);
  await press('Test and use it');
  const alert = await page.waitForSelector('form [role=alert]:not(:empty)');
  expect(await alert?.evaluate(({ textContent }) => textContent)).toMatch(said);
  expect(await page.$('::-p-aria([name="The test"][role="list"])')).toBeNull();
  expect(await storedProfile()).toBeUndefined();
});

test('one pasted key is enough: each step is ticked, and the key is what uploads use', async () => {
  await field('API key').fill(`  ${KEY}\n`);
  await press('Test and use it');
  expect(await proof()).toEqual(marked('Proved', 'Proved', 'Proved', 'Proved', 'Proved', 'Not tested'));
  expect(await saidOf(5)).toContain('Without a signed policy nobody may remove files');
  await heading('Ready: your files go there now');
  expect(await storedProfile()).toMatchObject({
    id: 'main',
    apiKey: KEY,
    policy: '',
    apiUrl: filestackApiUrl,
  });
});

test('a wrong key is named as such, with the server’s words, and nothing is stored', async () => {
  await field('API key').fill('AnotherKey');
  await press('Test and use it');
  expect(await proof()).toEqual(
    marked('Proved', 'Failed', 'Not tested', 'Not tested', 'Not tested', 'Not tested'),
  );
  expect(await saidOf(1)).toMatch(/Invalid API key.*Compare the key with the one in your dashboard/s);
  expect(await storedProfile()).toBeUndefined();
});

test('no key is asked for beside the button, and nothing is asked of the network', async () => {
  await press('Test and use it');
  await page.waitForSelector('::-p-aria([role="alert"]) ::-p-text(Paste your API key first.)');
  expect(await page.$('::-p-aria([name="The test"][role="list"])')).toBeNull();
});

test('an app that wants a policy gets fields for it; one that lacks calls comes with the policy to sign', async () => {
  filestack = 'secured';
  await field('API key').fill(KEY);
  await press('Test and use it');
  const refused = marked('Proved', 'Proved', 'Failed', 'Not tested', 'Not tested', 'Not tested');
  expect(await proof()).toEqual(refused);
  const calls = ['pick', 'store', 'read', 'remove'];
  expect(await copied('Copy the policy to sign')).toMatchObject({ call: calls });

  expect(await testPolicy({ call: ['stat'] })).toEqual(refused);
  expect(await copied('Copy the policy to sign')).toMatchObject({ call: ['stat', ...calls] });
  expect(await storedProfile()).toBeUndefined();

  expect(await testPolicy({ call: ['pick', 'store'] })).toEqual(
    marked('Proved', 'Proved', 'Proved', 'Proved', 'Not tested', 'Not tested'),
  );
  expect(await saidOf(5)).toContain('Your policy does not allow to remove files');
  await heading('Ready: your files go there now');

  expect(await testPolicy({ call: calls })).toEqual(marked(...steps.map(() => 'Proved')));
  await heading('Ready: your files go there now');
  expect(await storedProfile()).toMatchObject({ apiKey: KEY, ...policy({ call: calls }) });
  expect(await page.content()).not.toContain(policy({ call: calls }).signature);
});

test('S6: a store that hides the ETag is named, with the CORS rules to copy, and nothing is stored', async () => {
  proxies.open.inject({ match: { step: 'put' }, do: { kind: 'hide-etag' } });
  await field('API key').fill(KEY);
  await press('Test and use it');
  expect(await proof()).toEqual(marked('Proved', 'Proved', 'Proved', 'Failed', 'Not tested', 'Not tested'));
  expect(await copied('Copy the CORS rules')).toMatchObject({
    CORSRules: [{ AllowedMethods: ['GET', 'HEAD', 'PUT'], ExposeHeaders: ['ETag'] }],
  });
  // Nothing could be uploaded there.
  expect(await page.$('::-p-aria([name="Use it anyway"][role="button"])')).toBeNull();
  expect(await storedProfile()).toBeUndefined();
});

/** The test file is stored, but behind its link there is nothing. */
const noLink = {
  match: { step: 'complete' },
  do: { kind: 'edit', edit: (json) => ({ ...json, url: `${String(json['url'])}-elsewhere` }) },
} as const satisfies Fault;
const unreadable = marked('Proved', 'Proved', 'Proved', 'Proved', 'Failed', 'Not tested');

test('a test that fails only after the file is stored leaves the choice: with “Use it anyway” its key is what uploads use', async () => {
  proxies.open.inject(noLink);
  await field('API key').fill(KEY);
  await press('Test and use it');
  expect(await proof()).toEqual(unreadable);
  expect(await storedProfile()).toBeUndefined();
  await press('Use it anyway');
  await heading('Ready: your files go there now');
  expect(await storedProfile()).toMatchObject({ id: 'main', apiKey: KEY, apiUrl: filestackApiUrl });
  expect(await page.$('::-p-aria([name="Use it anyway"][role="button"])')).toBeNull();
});

async function lookElsewhere(apiUrl: string, apiKey: string): Promise<void> {
  await page.locator('::-p-aria([name="It is looked for at 127.0.0.1:8080. Look elsewhere"])').click();
  await field('Address of the gateway').fill(apiUrl);
  await field('API key of the gateway').fill(apiKey);
  await press('Look for the gateway');
}

test('a gateway on this computer is found with a click, and is where uploads go then', async () => {
  await lookElsewhere(`${backends.open.gatewayUrl}/`, KEY);
  expect(await proof()).toEqual(marked('Proved', 'Proved', 'Proved', 'Proved', 'Proved', 'Not tested'));
  await heading('Ready: your files go there now');
  expect(await storedProfile()).toMatchObject({ apiKey: KEY, apiUrl: backends.open.gatewayUrl });
});

test('a gateway whose links give nothing is used all the same by who wants that', async () => {
  proxies.open.inject(noLink);
  await lookElsewhere(proxies.open.apiUrl, KEY);
  expect(await proof()).toEqual(unreadable);
  expect(await storedProfile()).toBeUndefined();
  await press('Use it anyway');
  await heading('Ready: your files go there now');
  expect(await storedProfile()).toMatchObject({ apiKey: KEY, apiUrl: proxies.open.apiUrl });
});

test('the options prove at any time that what is stored works, and name what does not', async () => {
  await lookElsewhere(backends.open.gatewayUrl, KEY);
  await heading('Ready: your files go there now');
  await page.goto(extension.pageUrl('options.html'));
  await press('Test this destination');
  expect(await proof()).toEqual(marked('Proved', 'Proved', 'Proved', 'Proved', 'Proved', 'Not tested'));
  await field('API address').fill(backends.secured.gatewayUrl);
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => document.querySelector('ol.proof') === null);
  await press('Test this destination');
  expect(await proof()).toEqual(
    marked('Proved', 'Proved', 'Failed', 'Not tested', 'Not tested', 'Not tested'),
  );
  expect(await copied('Copy the policy to sign')).toHaveProperty('call');
});

test('a gateway that does not run is looked for, and the command that starts it can be copied', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  const { port } = await new Promise<{ port: number }>((resolve) =>
    closed.once('listening', () => resolve(closed.address() as { port: number })),
  );
  await new Promise((resolve) => closed.close(resolve));
  await lookElsewhere(`http://127.0.0.1:${port}`, 'local-key');
  expect(await proof()).toEqual(
    marked('Failed', 'Not tested', 'Not tested', 'Not tested', 'Not tested', 'Not tested'),
  );
  expect(await saidOf(0)).toContain('npm run gateway');
  await page.waitForSelector('::-p-aria([name="Copy the command"][role="button"])');
  expect(await storedProfile()).toBeUndefined();
});

test('the page opens once in a profile, although the extension is loaded at each start', async () => {
  const userDataDir = join(workDir, 'new profile');
  const start = async () => {
    const started = await launchExtensionBrowser({
      ...{ executablePath, extensionDir: builtExtensionDir, isHeadless: true, userDataDir },
      keepsWelcome: true,
    });
    onTestFinished(() => started.browser.close().catch(() => undefined));
    return started;
  };
  const first = await start();
  await first.browser.waitForTarget((target) => target.url() === first.pageUrl('welcome.html'));
  await first.browser.close();

  const second = await start();
  const popup = await second.browser.newPage();
  await popup.goto(second.pageUrl('popup.html'));
  // Its content comes from the background, which has heard of everything that happened at its start by then.
  await popup.waitForSelector('main');
  expect(await popup.evaluate("browser.storage.local.get('isWelcomeShown')")).toEqual({
    isWelcomeShown: true,
  });
  const urls = second.browser.targets().map((target) => target.url());
  expect(urls).not.toContain(second.pageUrl('welcome.html'));
});
