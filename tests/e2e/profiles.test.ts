import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mainProfileId } from '../../lib/core/profile.ts';
import { parse } from '../../lib/protocol/parse.ts';
import { defaultProfile, type Profile, profileIdSchema } from '../../lib/protocol/profile.ts';
import { digestFile, digestObject, readObject } from '../../scripts/digest.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import { type Backend, startBackend } from '../../server/backend.ts';
import { MIB } from '../faults/bench.ts';
import { choose } from '../faults/choosing.ts';
import { rowOf } from '../faults/rows.ts';
import { useScene } from '../faults/scene.ts';
import { apiKey, waitForEnd } from './harness.ts';

const scene = useScene();
const secondKey = 'key-of-the-second';
let backend: Backend;

beforeAll(async () => {
  const dataDir = join(scene.bench.harness.workDir, 'second store');
  backend = await startBackend({ dataDir, apiKey: secondKey });
});
afterAll(() => backend.close());

const secondId = parse(profileIdSchema, 'second', 'an id');
const first = (): Profile => ({ ...defaultProfile, name: 'First', apiKey, apiUrl: scene.proxy.apiUrl });
const second = (): Profile => ({
  ...defaultProfile,
  id: secondId,
  name: 'Second & Co',
  color: 'orange',
  sites: ['shop.example'],
  apiKey: secondKey,
  apiUrl: backend.gatewayUrl,
});
const configureBoth = () => scene.bench.configure({ profiles: [first(), second()] });

/** Opens the page anew once the background knows that many profiles. */
async function showsProfiles(count: number): Promise<void> {
  await vi.waitFor(async () => expect((await readSnapshot(scene.page)).profiles).toHaveLength(count));
  await scene.page.reload();
}
const destination = '::-p-aria([name="Destination"][role="combobox"])';
const folder = '::-p-aria([name="Folder"][role="textbox"])';

test('files go to the chosen destination and folder, with its key alone', async () => {
  await configureBoth();
  await showsProfiles(2);
  await scene.page.locator(destination).fill(secondId);
  await scene.page.locator(folder).fill(' /in/here ');
  const path = await scene.bench.makeFile('chosen.bin', 6 * MIB);
  await choose(scene.page, path);
  const { file, profile } = await waitForEnd(scene.page, 'chosen.bin');
  expect(profile).toBe(secondId);
  expect(file?.key).toMatch(/^in\/here\/[^/]+_chosen\.bin$/);
  expect(await digestObject(backend.s3, file?.container ?? '', file?.key ?? '')).toEqual(
    await digestFile(path),
  );
  expect(scene.proxy.history.exchanges).toEqual([]);
  const row = await scene.page.waitForSelector('[data-job]');
  expect(await row?.evaluate(({ textContent }) => textContent)).toContain('Second & Co');
});

test('a folder that leads out of the store takes no file, and says so', async () => {
  await configureBoth();
  await scene.page.locator(folder).fill('../up');
  await scene.page.waitForSelector('::-p-aria([name="Folder"][role="textbox"])[aria-invalid=true]');
  await choose(scene.page, await scene.bench.makeFile('nowhere.bin', 100));
  await scene.page.waitForFunction(() =>
    [...document.querySelectorAll('main [role=alert]')].some((alert) =>
      alert.textContent?.includes('This folder cannot be used'),
    ),
  );
  expect((await readSnapshot(scene.page)).jobs).toEqual([]);
});

/** What the browser would tell of a click in the menu of a page. */
async function click(menuItemId: string, url: string): Promise<void> {
  const info = { menuItemId, selectionText: 'what is selected', frameId: 0 };
  const worker = await scene.bench.extension.worker();
  await worker.evaluate(
    `chrome.contextMenus.onClicked.dispatch(${JSON.stringify(info)}, ${JSON.stringify({ id: -1, url, title: 'A page' })})`,
  );
}

async function storedSelection(): Promise<string> {
  const job = await vi.waitFor(
    async () => {
      const found = (await readSnapshot(scene.page)).jobs[0];
      if (found === undefined) throw new Error('no upload yet');
      return found;
    },
    { timeout: 10_000 },
  );
  await rowOf(scene.page, job.id).shows('succeeded');
  const { file, profile } = (await readSnapshot(scene.page)).jobs[0] ?? {};
  const { s3 } = profile === secondId ? backend : scene.bench.harness.backend;
  const text = await readObject(s3, file?.container ?? '', file?.key ?? '');
  expect(Buffer.from(text).toString()).toBe('what is selected');
  return profile ?? '';
}

test.each([
  ['upload-selection', 'https://www.shop.example/cart', secondId],
  ['upload-selection', 'https://notshop.example/', mainProfileId],
  [`upload-to:${secondId}`, 'https://elsewhere.example/', secondId],
  [`upload-to:${mainProfileId}`, 'https://shop.example/', mainProfileId],
])('the menu entry %s on %s uploads to the destination %s', async (entry, url, wanted) => {
  await configureBoth();
  await showsProfiles(2);
  await click(entry, url);
  expect(await storedSelection()).toBe(wanted);
});

test('the menu offers the destinations where there are several, and none that is gone', async () => {
  const worker = await scene.bench.extension.worker();
  const isOffered = (id: string) =>
    worker.evaluate(`chrome.contextMenus.update(${JSON.stringify(id)}, {}).then(() => true, () => false)`);
  await configureBoth();
  await expect.poll(() => isOffered(`upload-to:${secondId}`)).toBe(true);
  await scene.bench.configure();
  await expect.poll(() => isOffered(`upload-to:${secondId}`)).toBe(false);
  expect(await isOffered('upload-to')).toBe(false);
  await click(`upload-to:${secondId}`, 'https://elsewhere.example/');
  await click('upload-selection', 'https://elsewhere.example/');
  expect(await storedSelection()).toBe(mainProfileId);
  expect((await readSnapshot(scene.page)).jobs).toHaveLength(1);
});

test('U14: an upload whose destination is removed waits, tells no other key, and goes on when it is back', async () => {
  await scene.bench.configure({ profiles: [{ ...second(), apiUrl: scene.proxy.apiUrl, apiKey }, first()] });
  // What a page shows is where its files go.
  await showsProfiles(2);
  const hold = scene.proxy.hold({ step: 'upload', part: 1 }, 'forward');
  const file = await scene.choose('removed.bin', 26 * MIB);
  await hold.arrived;
  await scene.bench.configure({ profiles: [{ ...first(), apiKey: secondKey }] });
  hold.release();
  await file.row.waitsFor('credentials');
  const sent = JSON.stringify(scene.proxy.history.exchanges.map(({ sent: body }) => body));
  expect(sent).not.toContain(secondKey);
  await scene.bench.configure({ profiles: [{ ...second(), apiUrl: scene.proxy.apiUrl, apiKey }, first()] });
  await file.isStored();
  expect(file.calls('start')).toHaveLength(1);
});
