import { encode } from 'uqr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtExtensionDir } from '../faults/bench.ts';
import { darkModules } from './dark-modules.ts';
import { type Stage, startStage } from './stage.ts';
import { openState } from './states.ts';
import { code } from './upload-states.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(builtExtensionDir);
});
afterAll(() => stage.close());

test.each(['light', 'dark'] as const)(
  'the QR code on the screen is that of the link, black on white: %s',
  async (theme) => {
    await code.prepare(stage);
    const page = await openState(stage, { page: 'popup', ...code }, { theme });
    const link = 'https://cdn.filestackcontent.com/kW3xT9bQSmmVUzAqPe7R';
    const drawing = await page.waitForSelector(`::-p-aria([name="QR code of ${link}"][role="image"])`);
    const { data } = encode(link, { ecc: 'L', boostEcc: true, border: 4 });
    const picture = await drawing?.screenshot();
    expect(picture && (await darkModules(page, picture, data.length))).toEqual(
      data.map((line) => line.map((isDark) => (isDark ? '#' : '.')).join('')),
    );
    await page.close();
  },
);
