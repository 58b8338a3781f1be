import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { expect, onTestFinished, test } from 'vitest';
import { copyInLanguage } from '../../scripts/extension-in-language.ts';
import { startHarness } from '../e2e/harness.ts';
import { builtExtensionDir } from '../faults/bench.ts';
import { type Locale, locales, messagesOf } from '../texts/messages.ts';

/** Where things are, in CSS pixels: the icon and the name. */
const places = (page: Page) =>
  page.evaluate(() => {
    const box = (found: Element | Range | null | undefined) => {
      const { left, top, width, height } = found?.getBoundingClientRect() ?? new DOMRect();
      return [left, top, width, height].map(Math.round);
    };
    const name = document.createRange();
    const text = document.querySelector('h1')?.lastChild;
    if (text) name.selectNodeContents(text);
    return {
      icon: box(document.querySelector('h1 img')),
      name: { said: name.toString(), at: box(name) },
    };
  });

test.each(locales)(
  'in %s, what the popup shows before its scripts have run stays where it is',
  async (language: Locale) => {
    const extensionDir = await mkdtemp(join(tmpdir(), `s3-uploader-${language}-`));
    onTestFinished(() => rm(extensionDir, { recursive: true }));
    await copyInLanguage(builtExtensionDir, extensionDir, language);
    const harness = await startHarness({ extensionDir });
    onTestFinished(() => harness.close());
    await harness.configure();
    const page = await harness.extension.browser.newPage();
    await page.setViewport({ width: 400, height: 600 });
    const address = harness.extension.pageUrl('popup.html');

    await page.setJavaScriptEnabled(false);
    await page.goto(address);
    const before = await places(page);
    expect(before).toMatchObject({ name: { said: messagesOf(language)['extensionName']?.message } });

    await page.setJavaScriptEnabled(true);
    await page.goto(address);
    await page.waitForSelector('.target-choice');
    expect(await places(page)).toEqual(before);
  },
);
