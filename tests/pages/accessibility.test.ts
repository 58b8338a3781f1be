import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtExtensionDir } from '../faults/bench.ts';
import { findFaults, findOverflow } from './find-faults.ts';
import { type Stage, setTheme, startStage } from './stage.ts';
import { openState, pageStates, titleOf } from './states.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(builtExtensionDir);
});
afterAll(() => stage.close());

describe.each(pageStates.map((state) => [titleOf(state), state] as const))('%s', (_title, state) => {
  test('axe finds nothing, light, dark and from right to left, and nothing sticks out from 320 to 1200 pixels', async () => {
    await state.prepare(stage);
    const page = await openState(stage, state, { theme: 'light' });
    expect(await findFaults(page)).toEqual([]);
    await setTheme(page, 'dark');
    expect(await findFaults(page)).toEqual([]);
    for (const width of [320, 400, 700, 1200]) expect(await findOverflow(page, width)).toEqual([]);
    await page.evaluate("document.documentElement.dir = 'rtl'");
    for (const width of [320, 1200]) expect(await findOverflow(page, width)).toEqual([]);
    expect(await findFaults(page)).toEqual([]);
    await page.close();
  });
});
