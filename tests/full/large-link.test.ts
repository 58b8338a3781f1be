import { once } from 'node:events';
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectStored, startHarness, waitForEnd } from '../e2e/harness.ts';
import { builtExtensionDir, MIB } from '../faults/bench.ts';
import { copyPermitted } from '../permitted-extension.ts';

const SIZE = 1024 * MIB;

/** The most memory that a process ever had, in bytes. */
function peakOf(pid: number | undefined): number {
  const [, kibibytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}

// Where the browser keeps blobs that a script has made can be seen in its memory only, which Linux tells of.
test.runIf(process.platform === 'linux')(
  'M9: a linked file of 1 GiB is stored byte for byte, and is never in memory as a whole',
  async () => {
    const extensionDir = mkdtempSync(join(tmpdir(), 's3-uploader-extension-'));
    copyPermitted(builtExtensionDir, extensionDir);
    const harness = await startHarness({ extensionDir });
    const path = await harness.makeFile('large.bin', SIZE);
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
      createReadStream(path).pipe(response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await harness.configure({ capture: { mostBytes: SIZE } });
      const list = await harness.openPage('uploads.html');
      const pid = harness.extension.browser.process()?.pid;
      const before = peakOf(pid);
      const click = {
        menuItemId: 'upload-link',
        linkUrl: `${origin}/large.bin`,
        pageUrl: `${origin}/`,
        frameId: 0,
      };
      await (await harness.extension.worker()).evaluate(
        `chrome.contextMenus.onClicked.dispatch(${JSON.stringify(click)})`,
      );
      await expectStored(harness, await waitForEnd(list, 'large.bin', 5 * 60_000), path);
      // What the browser takes for its buffers was 270 to 450 MB, depending on the machine and hardly on the size.
      expect(peakOf(pid) - before).toBeLessThan(0.75 * SIZE);
    } finally {
      await harness.close();
      server.close();
      rmSync(extensionDir, { recursive: true });
    }
  },
  600_000,
);
