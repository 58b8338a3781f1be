import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Settings, settingsSchema } from '../../lib/protocol/settings.ts';
import { settingsFileText } from '../../lib/protocol/settings-file.ts';
import { type Harness, startHarness } from '../e2e/harness.ts';
import { optionsOf } from '../e2e/options-fields.ts';

const passphrase = 'correct horse battery';
const canaries = ['CANARY-KEY', 'Q0FOQVJZLVBPTElDWQ==', 'CANARY-SIGNATURE'] as const;
const [apiKey, policy, signature] = canaries;

let harness: Harness;
let page: Page;
let options: ReturnType<typeof optionsOf>;
let downloads: string;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.configure({ apiKey, policy, signature });
  page = await harness.openPage('options.html');
  options = optionsOf(page);
  downloads = await mkdtemp(join(harness.workDir, 'downloads-'));
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  return () => page.close();
});

const named = (name: string, role?: string) =>
  `::-p-aria([name="${name}"]${role === undefined ? '' : `[role="${role}"]`})`;
const fill = (label: string, text: string) => page.locator(named(label)).fill(text);
const tick = (label: string) => page.locator(named(label, 'checkbox')).click();
const says = (text: string) =>
  expect
    .poll(() =>
      page.$eval('main', ({ textContent }) =>
        textContent?.replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' '),
      ),
    )
    .toContain(text);
async function stored(): Promise<Settings> {
  const { settings } = v.parse(
    v.object({ settings: settingsSchema }),
    await page.evaluate('browser.storage.local.get("settings")'),
  );
  return settings;
}
async function exported(): Promise<string> {
  await options.press('Export settings');
  await expect
    .poll(async () => (await readdir(downloads)).filter((name) => name.endsWith('.json')))
    .toHaveLength(1);
  const [name = ''] = await readdir(downloads);
  expect(name).toMatch(/^s3-uploader-settings-\d{4}-\d\d-\d\d\.json$/);
  return await readFile(join(downloads, name), 'utf8');
}
async function choose(text: string): Promise<void> {
  const path = join(harness.workDir, 'chosen.json');
  await writeFile(path, text);
  // Its name, as the browser computes it, ends with "No file chosen".
  const input = await page.waitForSelector('input[type=file][aria-label="Choose a settings file"]');
  await (await input?.toElement('input'))?.uploadFile(path);
}
const expectNoSecrets = (text: string) => {
  for (const secret of [...canaries, passphrase]) expect(text).not.toContain(secret);
};

test('U11: settings are exported without secrets, and with them only behind a passphrase', async () => {
  const open = await exported();
  expect(open).toBe(settingsFileText(await stored()));
  expectNoSecrets(open);
  expect(open).not.toContain('"secrets"');
});

test('U10 U11: secrets go from one browser to another through a file and its passphrase, in one save that can be undone', async () => {
  await tick('Include API keys, policies and signatures, encrypted');
  await fill('Passphrase', passphrase);
  await fill('Passphrase again', passphrase);
  const sealed = await exported();
  expectNoSecrets(sealed);
  await harness.configure({ apiKey: 'another' });

  await choose(sealed);
  await fill('Passphrase of the file', 'not the passphrase');
  await options.press('Read the keys');
  await says('The keys could not be read');
  await fill('Passphrase of the file', passphrase);
  await options.press('Read the keys');
  await says('API key is replaced');
  expectNoSecrets(await page.content());
  await options.press('Import');
  await options.saved();
  expect((await stored()).profiles[0]).toMatchObject({ apiKey, policy, signature });
  await options.press('Undo');
  await expect.poll(async () => (await stored()).profiles[0].apiKey).toBe('another');
});

test('U10: what a file would change is listed, another host is asked for by name, and its keys are taken out', async () => {
  const now = await stored();
  const [profile] = now.profiles;
  await choose(
    settingsFileText({
      ...now,
      nameTemplate: '{date}/{name}.{ext}',
      profiles: [{ ...profile, name: '<b>Mine</b>', apiUrl: 'http://127.0.0.1:9' }],
    }),
  );
  await says('Name template was {name}.{ext}, becomes {date}/{name}.{ext}');
  expect(await page.$('main section b')).toBeNull();
  const host = new URL(profile.apiUrl).host;
  await says(`Its API key, policy and signature are for ${host} and will be taken out.`);
  const button = await page.waitForSelector(named('Import', 'button'));
  expect(await button?.evaluate((one) => one.matches(':disabled'))).toBe(true);
  await page.locator('::-p-text(may send files and keys to)').click();
  expect(await stored()).toEqual(now);
  await options.press('Import');
  await options.saved();
  expect((await stored()).profiles[0]).toMatchObject({
    name: '<b>Mine</b>',
    apiKey: '',
    policy: '',
    signature: '',
  });
});

test('U10: files that are not good settings are refused with the reason, and nothing is stored', async () => {
  const now = await stored();
  const good = settingsFileText(now);
  for (const [text, reason] of [
    ['nonsense', 'it is no JSON'],
    [`"${'x'.repeat(2_000_000)}"`, 'larger than 1 MB'],
    [good.replace('"version": 1', '"version": 99'), 'The file is of version 99'],
    [good.replace('{', '{"__proto__": {"isAdmin": true},'), 'not allowed: __proto__'],
    [good.replace('"settings": {', '"settings": {"startUploads": true,'), 'unknown: settings.startUploads'],
    [good.replace('"undoSeconds": 0', '"undoSeconds": -1'), 'settings.guard.undoSeconds'],
  ] as const) {
    await choose(text);
    await says(reason);
  }
  expect(await stored()).toEqual(now);
});
