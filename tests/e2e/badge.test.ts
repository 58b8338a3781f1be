import { expect, test } from 'vitest';
import { MIB } from '../faults/bench.ts';
import { useScene } from '../faults/scene.ts';

const scene = useScene();

/** What the toolbar button says: its badge, and its name. */
async function button(): Promise<readonly [string, string]> {
  return (await scene.page.evaluate(
    'Promise.all([browser.action.getBadgeText({}), browser.action.getTitle({})])',
  )) as readonly [string, string];
}

/** Waits until the badge matches. @returns all that it showed until then */
async function badges(pattern: RegExp): Promise<readonly string[]> {
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        const [text] = await button();
        seen.add(text);
        return text;
      },
      { timeout: 30_000, interval: 50 },
    )
    .toMatch(pattern);
  return [...seen];
}

test('the toolbar button shows how much is sent, in words too, then what failed, then nothing', async () => {
  const { proxy } = scene;
  await scene.bench.configure({ upload: { partSize: 5 * MIB, maxConcurrentUploads: 1 } });
  proxy.inject({ match: { step: 'put' }, do: { kind: 'throttle', bytesPerSecond: 4_000_000 } });
  const file = await scene.choose('badge.bin', 10 * MIB);
  await badges(/^[1-9]\d?%$/);
  expect((await button())[1]).toMatch(/^S3 Uploader · 1 upload, \d+% sent$/);
  await file.isStored();
  await badges(/^$/);
  expect((await button())[1]).toBe('S3 Uploader');

  proxy.reset();
  proxy.inject({ match: { step: 'start' }, times: 1, do: { kind: 'status', status: 400 } });
  const refused = await scene.choose('badge refused.bin', 100);
  await refused.row.shows('failed');
  await badges(/^1$/);
  expect((await button())[1]).toBe('S3 Uploader · 1 failed');
  await refused.row.press('Try again');
  await refused.isStored();
  await badges(/^$/);
});
