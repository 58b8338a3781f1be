import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseFiles } from '../../scripts/uploads.ts';
import { type Harness, startHarness, waitForEnd } from '../e2e/harness.ts';
import { optionsOf } from '../e2e/options-fields.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

test('the host of links that the options name stands in the links of stored files at once, until it is taken out', async () => {
  await harness.configure();
  const uploads = await harness.openPage('uploads.html');
  await chooseFiles(uploads, [await harness.makeFile('linked.bin', 100)]);
  const url = (await waitForEnd(uploads, 'linked.bin')).file?.url ?? '';
  const options = await harness.openPage('options.html');
  const { enter, saved } = optionsOf(options);

  async function isLinked(address: string): Promise<void> {
    await uploads.bringToFront();
    const link = await uploads.waitForSelector('::-p-aria([name="Open"][role="link"])');
    await expect.poll(() => link?.evaluate((anchor) => anchor.getAttribute('href'))).toBe(address);
    await options.bringToFront();
  }

  await isLinked(url);
  await enter('Host of links', ' https://Files.Example.com/ ');
  await saved();
  await isLinked(`https://files.example.com${new URL(url).pathname}`);
  await enter('Host of links', '');
  await isLinked(url);
});
