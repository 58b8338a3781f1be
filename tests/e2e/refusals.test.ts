import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chooseFiles, readSnapshot, withoutMarks } from '../../scripts/uploads.ts';
import { signPolicy } from '../../server/gateway/policy.ts';
import { expectStored, type Harness, startHarness, waitForEnd } from './harness.ts';
import { optionsOf } from './options-fields.ts';

const secret = 'app-secret';
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;
let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness({ secret });
});
afterAll(() => harness.close());
beforeEach(async () => {
  page = await harness.openPage('popup.html');
  return () => page.close();
});

const rowText = (id: string) => page.$eval(`[data-job="${id}"]`, (row) => row.textContent ?? '');
const alertText = async () => {
  const text = await page.waitForFunction(
    () => document.querySelector('[role=alert]')?.textContent || undefined,
  );
  return withoutMarks(String(await text.jsonValue()));
};

test('without an API key the popup says so, links to the options and takes no file', async () => {
  await page.waitForSelector('::-p-aria([name="Enter API key"][role="button"])');
  const path = await harness.makeFile('no key.bin', 3);
  await (await page.waitForSelector('input[type=file]'))?.uploadFile(path);
  expect(await alertText()).toContain('“no key.bin” was not uploaded: no API key is set.');
  expect((await readSnapshot(page)).jobs).toEqual([]);

  const opened = harness.extension.browser.waitForTarget((target) => target.url().endsWith('options.html'));
  await page.locator('::-p-aria([name="Enter API key"][role="button"])').click();
  await (await (await opened).asPage()).close();
});

test('an empty file is refused by its name, and the others are uploaded', async () => {
  await harness.configure(signPolicy({ expiry: inAnHour(), call: ['pick', 'store'] }, secret));
  const empty = await harness.makeFile('nothing.txt', 0);
  const full = await harness.makeFile('something.bin', 7);
  await (await page.waitForSelector('input[type=file]'))?.uploadFile(empty, full);
  expect(await alertText()).toContain('“nothing.txt” is empty');
  await expectStored(harness, await waitForEnd(page, 'something.bin'), full);
  expect((await readSnapshot(page)).jobs.map(({ name }) => name)).not.toContain('nothing.txt');
});

test.each([
  [
    'a wrong API key',
    () => ({ apiKey: 'wrong', ...signPolicy({ expiry: inAnHour() }, secret) }),
    'Invalid API key',
    'failed',
  ],
  ['an expired policy', () => signPolicy({ expiry: 1_000_000_000 }, secret), 'expired', 'waiting'],
  [
    'a policy signed with another secret',
    () => signPolicy({ expiry: inAnHour() }, 'other'),
    'signature does not match',
    'waiting',
  ],
  [
    'a policy that does not allow uploads',
    () => signPolicy({ expiry: inAnHour(), call: ['read'] }, secret),
    'does not allow pick or store',
    'waiting',
  ],
  [
    'a policy that is too small for the file',
    () => signPolicy({ expiry: inAnHour(), maxSize: 5 }, secret),
    'at most 5 bytes',
    'failed',
  ],
  ['no policy where one is needed', () => ({}), 'Security is on', 'waiting'],
])(
  '%s stops the upload with the reason of the server, and nothing is stored',
  async (title, settings, reason, state) => {
    await harness.configure(settings());
    const path = await harness.makeFile(`${title}.bin`, 6);
    const [id = ''] = await chooseFiles(page, [path]);
    const job = await waitForEnd(page, `${title}.bin`);
    expect(job.state).toBe(state);
    expect(job.file).toBeUndefined();
    expect(job.error?.details.serverText).toContain(reason);
    expect(await rowText(id)).toContain(`The server said: ${job.error?.details.serverText}`);
    expect(await page.$(`[data-job="${id}"][data-url], [data-job="${id}"] a`)).toBeNull();
  },
);

test('a refused upload goes on by “Try again” once the settings are right', async () => {
  await harness.configure({ apiKey: 'wrong' });
  const path = await harness.makeFile('second try.bin', 6 * 1024 ** 2);
  const [id = ''] = await chooseFiles(page, [path]);
  expect((await waitForEnd(page, 'second try.bin')).state).toBe('failed');
  await harness.configure(signPolicy({ expiry: inAnHour() }, secret));
  await page.locator(`[data-job="${id}"] ::-p-aria([name="Try again"][role="button"])`).click();
  await page.waitForSelector(`[data-job="${id}"][data-state=succeeded]`);
  await expectStored(harness, await waitForEnd(page, 'second try.bin'), path);
});

test('A4: an upload that waits for a policy goes on by itself when a new one is saved', async () => {
  await harness.configure(signPolicy({ expiry: 1_000_000_000 }, secret));
  const path = await harness.makeFile('new policy.bin', 6 * 1024 ** 2);
  const [id = ''] = await chooseFiles(page, [path]);
  await page.waitForSelector(`[data-job="${id}"][data-state=waiting][data-reason=credentials]`);
  await harness.configure(signPolicy({ expiry: inAnHour() }, secret));
  await page.waitForSelector(`[data-job="${id}"][data-state=succeeded]`);
  await expectStored(harness, await waitForEnd(page, 'new policy.bin'), path);
});

test('A4 L1: settings saved while the background is not running reach the uploads that wait for them', async () => {
  await harness.configure(signPolicy({ expiry: 1_000_000_000 }, secret));
  const path = await harness.makeFile('saved later.bin', 100);
  const [id = ''] = await chooseFiles(page, [path]);
  await page.waitForSelector(`[data-job="${id}"][data-reason=credentials]`);
  await page.goto(harness.extension.pageUrl('options.html'));
  await (await harness.extension.worker()).close();
  // The save itself is what wakes the background.
  const { policy, signature } = signPolicy({ expiry: inAnHour() }, secret);
  const options = optionsOf(page);
  await options.press('Replace: Policy and signature');
  await options.enter('Policy', policy);
  await options.enter('Signature', signature);
  await options.saved();
  await page.goto(harness.extension.pageUrl('popup.html'));
  await page.waitForSelector(`[data-job="${id}"][data-state=succeeded]`);
  await expectStored(harness, await waitForEnd(page, 'saved later.bin'), path);
});

test('a job in the journal holds neither key nor policy nor signature', async () => {
  const signed = signPolicy({ expiry: inAnHour(), container: 'canary' }, secret);
  await harness.configure({ apiKey: 'canary-key', ...signed });
  const path = await harness.makeFile('canary.bin', 6);
  await chooseFiles(page, [path]);
  await waitForEnd(page, 'canary.bin');
  const records = await page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const open = indexedDB.open('uploads');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const jobs = open.result.transaction('jobs').objectStore('jobs').getAll();
          jobs.onsuccess = () => resolve(JSON.stringify(jobs.result));
        };
      }),
  );
  expect(records).toContain('canary.bin');
  for (const canary of ['canary-key', signed.policy, signed.signature]) expect(records).not.toContain(canary);
});
