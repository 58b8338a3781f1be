import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copyInLanguage } from '../../scripts/extension-in-language.ts';
import { type Harness, startHarness } from '../e2e/harness.ts';
import { type Locale, messagesOf } from '../texts/messages.ts';

const built = resolve(import.meta.dirname, '../../.output/chrome-mv3');

async function openIn(language: Locale): Promise<Harness> {
  const extensionDir = await mkdtemp(join(tmpdir(), `s3-uploader-${language}-`));
  onTestFinished(() => rm(extensionDir, { recursive: true }));
  await copyInLanguage(built, extensionDir, language);
  const harness = await startHarness({ extensionDir });
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
