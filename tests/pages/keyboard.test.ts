import type { Page } from 'puppeteer';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from '../../lib/protocol/parse.ts';
import { builtExtensionDir } from '../faults/bench.ts';
import { type Stage, startStage } from './stage.ts';
import { openState, pageStates, titleOf } from './states.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(builtExtensionDir);
});
afterAll(() => stage.close());

/** A line for each thing that Tab should reach, in the order of the document; a group of radio buttons is one. */
const reachable = `(() => {
  const lines = [];
  const all = document.querySelectorAll('button, a[href], input, select, textarea, summary, [tabindex="0"]');
  for (const one of all) {
    const isOff = one.disabled || one.tabIndex < 0 || !one.checkVisibility({ visibilityProperty: true });
    const isOtherRadio = one.type === 'radio' && one !== document.querySelector('input[name="' + one.name + '"]:checked');
    if (!isOff && !isOtherRadio) { one.dataset.stop = lines.length; lines.push(one.outerHTML.slice(0, 90)); }
  }
  return lines;
})()`;

/** What has the focus, and whether that is seen. */
const focused = `(() => {
  const one = document.activeElement;
  const ringed = [one, one.nextElementSibling, one.closest('label')].filter((box) => box instanceof Element);
  const isSeen = ringed.some((box) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(box);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
  });
  return { stop: Number(one.dataset.stop ?? -1), isSeen, html: one.outerHTML.slice(0, 90) };
})()`;
const focusedSchema = v.strictObject({ stop: v.number(), isSeen: v.boolean(), html: v.string() });

/** Tab goes on from where the focus was last, also when that is left: the focus is put before everything. */
const toTheTop = `(() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
})()`;

/** Presses Tab once for each thing that can be reached. @returns what was wrong on the way */
async function walk(page: Page): Promise<readonly string[]> {
  const stops = parse(v.array(v.string()), await page.evaluate(reachable), 'what can be reached');
  expect(stops.length).toBeGreaterThan(0);
  const faults: string[] = [];
  for (const [index, wanted] of stops.entries()) {
    await page.keyboard.press('Tab');
    const { stop, isSeen, html } = parse(focusedSchema, await page.evaluate(focused), 'the focus');
    if (stop !== index) faults.push(`stop ${index} should be ${wanted} and is ${html}`);
    else if (!isSeen) faults.push(`nobody sees the focus on ${html}`);
  }
  return faults.slice(0, 5);
}

const walked = pageStates.filter(
  ({ name }) =>
    !['many rows', 'dialog', 'menu of links', 'QR code', 'clearing the history', 'menu of exports'].includes(
      name,
    ),
);

test.each(walked.map((state) => [titleOf(state), state] as const))(
  '%s: Tab reaches everything, in the order in which it is read, and the focus is seen',
  async (_title, state) => {
    await state.prepare(stage);
    const page = await openState(stage, state, { theme: 'light' });
    await page.evaluate(toTheTop);
    expect(await walk(page)).toEqual([]);
    await page.close();
  },
);

/** Whether the focus is where it was when this was called first. */
const mark = 'document.activeElement.dataset.mark = ""';
const isBack = '"mark" in document.activeElement.dataset';

async function stateNamed(page: string, name: string): Promise<Page> {
  const state = pageStates.find((one) => one.page === page && one.name === name);
  if (state === undefined) throw new Error(`no state ${name}`);
  await state.prepare(stage);
  return await openState(
    stage,
    {
      ...state,
      arrive: async (opened) => {
        await opened.waitForSelector('[data-state=succeeded]');
      },
    },
    { theme: 'light' },
  );
}

test.each([
  ['QR code', '.upload [aria-haspopup=dialog]', 'dialog[open]'],
  ['menu of links', '[aria-haspopup=menu]', '[role=menu]'],
])(
  'Escape closes the %s, and the focus returns to the button that opened it',
  async (name, opener, opened) => {
    const page = await stateNamed('popup', name);
    await page.focus(opener);
    await page.evaluate(mark);
    await page.keyboard.press('Enter');
    await page.waitForSelector(opened);
    await page.waitForFunction(`!(${isBack})`);
    await page.keyboard.press('Escape');
    await page.waitForSelector(opened, { hidden: true });
    await page.waitForFunction(isBack);
    await page.close();
  },
);

test('Escape in the question before an upload is a no, and the focus returns to where the files were chosen', async () => {
  const page = await stateNamed('popup', 'dialog');
  await page.focus('input[type=file]');
  await page.evaluate(mark);
  const state = pageStates.find(({ name }) => name === 'dialog');
  await state?.arrive?.(page, stage);
  expect(await page.evaluate('document.activeElement.closest("dialog") !== null')).toBe(true);
  const before = await page.$$eval('[data-job]', (rows) => rows.length);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { hidden: true });
  await page.waitForFunction(isBack);
  expect(await page.$$eval('[data-job]', (rows) => rows.length)).toBe(before);
  await page.close();
});
