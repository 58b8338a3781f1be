import type { Page } from 'puppeteer';
import { beforeEach, expect, test } from 'vitest';
import { MIB } from '../faults/bench.ts';
import { mostAtOnce } from '../faults/judge.ts';
import { useScene } from '../faults/scene.ts';

const scene = useScene();
let options: Page;

beforeEach(async () => {
  options = await scene.page.browser().newPage();
  await options.goto(new URL('options.html', scene.page.url()).href);
  return () => options.close();
});

const field = (label: string) => options.locator(`::-p-aria([name="${label}"][role="textbox"])`);

/** Saves the two in the form. @returns what the form says to it */
async function save(partSize: string, partsAtOnce: string): Promise<string> {
  await options.bringToFront();
  await field('Part size (MiB)').fill(partSize);
  await field('Parts at once').fill(partsAtOnce);
  await options.locator('::-p-aria([name="Save"][role="button"])').click();
  const note = await options.waitForFunction(
    () => document.querySelector('form [role=alert], form [role=status]')?.textContent || undefined,
  );
  const text = String(await note.jsonValue());
  await scene.page.bringToFront();
  return text;
}

test('part size and parts at once are those of the form', async () => {
  expect(await save('6', '1')).toMatch(/saved/i);
  const file = await scene.choose('by number.bin', 13 * MIB);
  await file.isStored();
  const puts = file.calls('put');
  expect(puts.map(({ declaredBytes }) => declaredBytes / MIB)).toEqual([6, 6, 1]);
  expect(mostAtOnce(puts, 'put')).toBe(1);
});

test('left empty they are up to the link, several parts at once on one that does not break', async () => {
  expect(await save('', '')).toMatch(/saved/i);
  const file = await scene.choose('automatic.bin', 40 * MIB);
  await file.isStored();
  expect(mostAtOnce(file.calls('put'), 'put')).toBeGreaterThan(1);
});

test.each([
  ['4', '', 'from 5 to 5120'],
  ['', '21', 'from 1 to 20'],
])('U9: %s MiB and %s parts at once are not saved, and the range is said', async (size, count, range) => {
  expect(await save(size, count)).toContain(range);
});
