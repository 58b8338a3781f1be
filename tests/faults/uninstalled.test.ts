import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startBench } from './bench.ts';
import { filesWith } from './files-with.ts';
import { chooseFile } from './rows.ts';

test('L9: removing the extension leaves neither settings nor the list of uploads in the profile', async () => {
  const bench = await startBench();
  try {
    await bench.configure({ policy: 'canarypolicy', signature: 'canarysignature' });
    const page = await bench.openPopup();
    const hold = bench.proxy.hold({ step: 'put' }, 'forward');
    await chooseFile(page, await bench.makeFile('canary name.bin', 100));
    await hold.arrived;
    const profile = join(bench.harness.workDir, 'profile/Default');
    for (const canary of ['canarysignature', 'canary name.bin']) {
      expect(await filesWith(profile, canary)).not.toEqual([]);
    }
    const { browser, extensionId } = bench.extension;
    await browser.uninstallExtension(extensionId);
    hold.release();
    await bench.stopBrowser('quit');
    for (const canary of ['canarysignature', 'canary name.bin']) {
      expect(await filesWith(profile, canary)).toEqual([]);
    }
  } finally {
    await bench.close();
  }
});
