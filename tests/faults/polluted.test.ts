import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import { expectStoredOnce } from './expect-stored.ts';
import { chooseFile } from './rows.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test('M19: what was put on every object before a page began is in no upload, and nothing can be put there later', async () => {
  const { bench } = scene;
  await bench.configure({ store: { location: 's3', path: 'mine/' } });
  const page = await bench.extension.browser.newPage();
  await page.evaluateOnNewDocument(() => {
    Object.assign(Object.prototype, { path: 'evil/', container: 'evil', policy: 'evil', polluted: true });
  });
  await page.goto(bench.extension.pageUrl('popup.html'));
  const path = await bench.makeFile('m19.bin', 6 * MIB);
  const row = await chooseFile(page, path);
  const job = await expectStoredOnce(bench, page, row, path);
  expect(job.file?.key).toMatch(/^mine\//);
  const left = await page.evaluate(() => ({
    polluted: Reflect.get({}, 'polluted'),
    isPut: Reflect.set(Object.prototype, 'later', true),
  }));
  expect(left).toEqual({ polluted: undefined, isPut: false });
  await page.close();
});
