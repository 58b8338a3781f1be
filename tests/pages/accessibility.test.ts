import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtExtensionDir } from '../faults/bench.ts';
import { findFaults, findMotion, findOverflow } from './find-faults.ts';
import { type Stage, setTheme, startStage } from './stage.ts';
import { openState, pageStates, titleOf } from './states.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(builtExtensionDir);
});
afterAll(() => stage.close());

const ground = (page: Page) =>
  page.$eval('html', (html) => getComputedStyle(html).backgroundColor.replaceAll(' ', ''));

describe.each(pageStates.map((state) => [titleOf(state), state] as const))('%s', (_title, state) => {
  test('axe finds nothing, light, dark and from right to left, and nothing sticks out from 320 to 1200 pixels', async () => {
    await state.prepare(stage);
    const page = await openState(stage, state, { theme: 'light' });
    expect(await ground(page)).toBe('rgb(255,255,255)');
    expect(await findFaults(page)).toEqual([]);
    await setTheme(page, 'dark');
    expect(await ground(page)).toBe('rgb(20,23,27)');
    // The themes are set together with the wish for less motion.
    expect(await findMotion(page)).toEqual([]);
    expect(await findFaults(page)).toEqual([]);
    for (const width of [320, 400, 700, 1200]) expect(await findOverflow(page, width)).toEqual([]);
    await page.evaluate("document.documentElement.dir = 'rtl'");
    for (const width of [320, 1200]) expect(await findOverflow(page, width)).toEqual([]);
    expect(await findFaults(page)).toEqual([]);
    await page.close();
  });
});

test('what changes little by little does so only for who has not asked for less motion', async () => {
  const page = await stage.open('popup.html', { theme: 'light' });
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'no-preference' }]);
  expect(await findMotion(page)).not.toEqual([]);
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  expect(await findMotion(page)).toEqual([]);
  await page.close();
});
