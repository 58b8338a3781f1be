import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test('L9: an upload whose extension is disabled goes on once it is enabled, with no page open', async () => {
  const { bench, proxy } = scene;
  const { browser, extensionId } = bench.extension;
  const extensions = await browser.newPage();
  await extensions.goto('chrome://extensions');
  const enable = (isEnabled: boolean) =>
    extensions.evaluate(`chrome.management.setEnabled(${JSON.stringify(extensionId)}, ${isEnabled})`);
  // A tab behind another draws nothing, and what is to be seen in it would be waited for in vain.
  await scene.page.bringToFront();
  const hold = proxy.hold({ step: 'put', part: 2 }, 'forward');
  const file = await scene.choose('l9.bin', 31 * MIB);
  await hold.arrived;
  await enable(false);
  hold.release();
  expect(scene.page.isClosed()).toBe(true);
  const isDone = () => file.calls('complete').some(({ serverStatus }) => serverStatus === 200);
  expect(isDone()).toBe(false);

  await enable(true);
  await proxy.history.until(isDone, 'the end of the upload without a page', 60_000);
  await extensions.close();
  await scene.again(file, await scene.reopen()).isStored();
  expect(file.calls('start')).toHaveLength(1);
});
