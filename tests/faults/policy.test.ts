import { expect, test } from 'vitest';
import { withoutMarks } from '../../scripts/uploads.ts';
import { signPolicy } from '../../server/gateway/policy.ts';
import { optionsOf } from '../e2e/options-fields.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const secret = 'app-secret';
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

/** What the page tells beside the list. */
async function alertText(): Promise<string> {
  const text = await scene.page.waitForFunction(
    () => document.querySelector('[role=alert]')?.textContent || undefined,
  );
  return withoutMarks(String(await text.jsonValue()));
}

test.each([
  ['is cut off', signPolicy({ expiry: 1893456000 }, secret).policy.slice(0, -3), /must be base64/],
  ['is JSON without base64', '{"expiry":1893456000}', /must be base64/],
  ['holds something else', 'cG9saWN5', /JSON object/],
  ['has no expiry', signPolicy({ call: ['pick'] }, secret).policy, /no expiry/],
  ['has a date as its expiry', signPolicy({ expiry: '2030-01-01' }, secret).policy, /whole number/],
  ['counts in milliseconds', signPolicy({ expiry: 1_893_456_000_000 }, secret).policy, /milliseconds/],
])('A6: a policy that %s is not saved, with the reason, and never sent', async (title, policy, reason) => {
  const page = await scene.bench.extension.browser.newPage();
  await page.goto(scene.bench.extension.pageUrl('options.html'));
  const options = optionsOf(page);
  await options.enter('Policy', policy);
  expect(await options.beside('Policy')).toMatch(reason);
  await options.enter('Signature', '0'.repeat(64));
  expect(JSON.stringify(await page.evaluate('browser.storage.local.get()'))).not.toContain('0'.repeat(64));
  await page.close();
  const file = await scene.choose(`a6 ${title}.bin`, 100);
  await file.isStored();
  expect(file.calls('start')[0]?.sent).not.toHaveProperty('policy');
});

test.each([
  ['does not allow uploads', { call: ['read'] }, /seems not to allow uploads/],
  ['is too small for the file', { maxSize: 5 }, /“a7 is too small for the file.bin” is larger/],
  ['is for another path', { path: 'photos/' }, /another path/],
  ['is for another container', { container: 'mine' }, /another container/],
])('A7: a policy that %s is warned of, and the server decides', async (title, policy, warning) => {
  const store = { location: 's3', path: 'films/', container: scene.bench.harness.backend.s3.bucket } as const;
  await scene.bench.configure({ store, ...signPolicy({ expiry: inAnHour(), ...policy }, secret) });
  const hold = scene.proxy.hold({ step: 'start' }, 'forward');
  const file = await scene.choose(`a7 ${title}.bin`, 100);
  expect(await alertText()).toMatch(warning);
  await hold.arrived;
  hold.release();
  await file.row.shows('succeeded');
});

test('C6: a policy that has expired by this computer’s clock is warned of, sent, and judged by the server alone', async () => {
  await scene.bench.configure(signPolicy({ expiry: 1_000_000_000 }, secret));
  const file = await scene.choose('c6.bin', 100);
  expect(await alertText()).toMatch(/By this computer’s clock the policy in the options has expired/);
  await file.isStored();
  expect(file.calls('start')).toHaveLength(1);
});

test('A7: a policy that allows the upload is not warned of', async () => {
  await scene.bench.configure(
    signPolicy({ expiry: inAnHour(), call: ['pick', 'store'], maxSize: 100 }, secret),
  );
  const file = await scene.choose('a7 fine.bin', 100);
  await file.isStored();
  expect(await scene.page.$eval('[role=alert]', ({ textContent }) => textContent)).toBe('');
});
