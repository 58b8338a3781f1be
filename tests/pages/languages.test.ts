import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copyInLanguage } from '../../scripts/extension-in-language.ts';
import { type Harness, startHarness } from '../e2e/harness.ts';
import { builtExtensionDir } from '../faults/bench.ts';
import { type Locale, messagesOf } from '../texts/messages.ts';
import { findAstray, findOverflow, findRunUnder } from './find-faults.ts';
import { startStage } from './stage.ts';
import { openState, pageStates, titleOf } from './states.ts';

async function builtIn(language: Locale): Promise<string> {
  const extensionDir = await mkdtemp(join(tmpdir(), `s3-uploader-${language}-`));
  onTestFinished(() => rm(extensionDir, { recursive: true }));
  await copyInLanguage(builtExtensionDir, extensionDir, language);
  return extensionDir;
}

async function openIn(language: Locale): Promise<Harness> {
  const harness = await startHarness({ extensionDir: await builtIn(language) });
  onTestFinished(() => harness.close());
  await harness.configure();
  return harness;
}

const pages = ['popup.html', 'uploads.html', 'options.html', 'sidepanel.html', 'welcome.html'];

test.each([
  ['de', 'ltr'],
  ['fr', 'ltr'],
  ['es', 'ltr'],
  ['ja', 'ltr'],
  ['ar', 'rtl'],
] as const)(
  'in %s every page says its language, runs %s, and fits 320 pixels',
  async (language, direction) => {
    const harness = await openIn(language);
    for (const path of pages) {
      const page = await harness.openPage(path);
      await page.setViewport({ width: 320, height: 640 });
      await page.waitForSelector('html[dir] main');
      const shown = await page.evaluate(() => {
        const { lang, dir, scrollWidth, clientWidth } = document.documentElement;
        return { lang, dir, hidden: scrollWidth - clientWidth };
      });
      expect({ path, ...shown }).toEqual({ path, lang: language, dir: direction, hidden: 0 });
      await page.close();
    }
    const options = await harness.openPage('options.html');
    const { optionsTitle } = messagesOf(language);
    await options.waitForFunction((title) => document.title === title, {}, optionsTitle?.message);
  },
);

const crowded = [
  'uploads, every kind of row',
  'popup, every kind of row',
  'popup, waiting',
  'uploads, selection',
  'options, with a policy',
  'options, several destinations',
];

test.each(['de', 'fr', 'ar'] as const)(
  'in %s nothing sticks out of 320 pixels where much is shown, no choice runs under its arrow, names begin where lines do',
  async (language) => {
    const stage = await startStage(await builtIn(language));
    onTestFinished(() => stage.close());
    const states = pageStates.filter((state) => crowded.includes(titleOf(state)));
    expect(states).toHaveLength(crowded.length);
    const found: Record<string, readonly string[]> = {};
    for (const state of states) {
      await state.prepare(stage);
      const page = await openState(stage, state, { theme: 'light', width: 320 });
      found[titleOf(state)] = [
        ...(await findOverflow(page, 320)),
        ...(await findRunUnder(page)),
        ...(await findAstray(page)),
      ];
      await page.close();
    }
    expect(found).toEqual(Object.fromEntries(states.map((state) => [titleOf(state), []])));
  },
);
