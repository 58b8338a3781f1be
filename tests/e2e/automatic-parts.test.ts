import type { Page } from 'puppeteer';
import { beforeEach, expect, test } from 'vitest';
import { MIB } from '../faults/bench.ts';
import { mostAtOnce } from '../faults/judge.ts';
import { useScene } from '../faults/scene.ts';
import { optionsOf } from './options-fields.ts';

const scene = useScene();
let options: Page;

beforeEach(async () => {
  options = await scene.page.browser().newPage();
  await options.goto(new URL('options.html', scene.page.url()).href);
  return () => options.close();
});

/** Enters the two. */
async function enter(partSize: string, partsAtOnce: string): Promise<void> {
  await options.bringToFront();
  await optionsOf(options).enter('Part size (MiB)', partSize);
  await optionsOf(options).enter('Parts at once', partsAtOnce);
}
const stored = async () => JSON.stringify(await options.evaluate('browser.storage.local.get("settings")'));

test('part size and parts at once are those of the form', async () => {
  await enter('6', '1');
  await expect.poll(stored).toContain('"maxConcurrentUploads":1,"partSize":6291456');
  await scene.page.bringToFront();
  const file = await scene.choose('by number.bin', 13 * MIB);
  await file.isStored();
  const puts = file.calls('put');
  expect(puts.map(({ declaredBytes }) => declaredBytes / MIB)).toEqual([6, 6, 1]);
  expect(mostAtOnce(puts, 'put')).toBe(1);
});

test('left empty they are up to the link, several parts at once on one that does not break', async () => {
  await enter('', '');
  await expect.poll(stored).toContain('"maxConcurrentUploads":"automatic","partSize":"automatic"');
  await scene.page.bringToFront();
  const file = await scene.choose('automatic.bin', 40 * MIB);
  await file.isStored();
  expect(mostAtOnce(file.calls('put'), 'put')).toBeGreaterThan(1);
});

test.each([
  ['Part size (MiB)', '4', 'from 5 to 5120'],
  ['Parts at once', '21', 'from 1 to 20'],
])('U9: a “%s” of %s is not saved, and the range is said', async (label, text, range) => {
  const before = await stored();
  await options.bringToFront();
  await optionsOf(options).enter(label, text);
  expect(await optionsOf(options).beside(label)).toContain('must be a');
  expect(await optionsOf(options).beside(label)).toContain(range);
  expect(await stored()).toBe(before);
});
