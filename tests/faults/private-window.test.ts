import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useScene } from './scene.ts';

const scene = useScene();

test('L14: the extension is not for private windows, which must leave nothing behind', async () => {
  const text = await readFile(join(import.meta.dirname, '../../.output/chrome-mv3/manifest.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ incognito: 'not_allowed' });
  const isAllowed = await scene.page.evaluate('chrome.extension.isAllowedIncognitoAccess()');
  expect(isAllowed).toBe(false);
  const context = await scene.bench.extension.browser.createBrowserContext();
  const page = await context.newPage();
  await expect(page.goto(scene.bench.extension.pageUrl('popup.html'))).rejects.toThrow('ERR_BLOCKED');
  await context.close();
});
