import type { Page } from 'puppeteer';
import { expect } from 'vitest';
import type { ExtensionBrowser } from '../../scripts/extension-browser.ts';

export interface PrivateWindow {
  readonly page: Page;
  /** Ends the background of the private windows, as the browser does when it needs memory. */
  endWorker(): Promise<void>;
  /** Closes it. When it was the last one, returns when the browser has forgotten all that was private. */
  close(which?: 'the last one'): Promise<void>;
}

/**
 * Opens a private window with a page of the extension, which must be allowed there.
 * @param ordinary a page of the extension in an ordinary window
 */
export async function privateWindow(
  { browser, pageUrl }: ExtensionBrowser,
  ordinary: Page,
  path = 'uploads.html',
): Promise<PrivateWindow> {
  const known = new Set(browser.targets());
  await ordinary.evaluate(
    `browser.windows.create(${JSON.stringify({ incognito: true, url: pageUrl(path) })})`,
  );
  const target = await browser.waitForTarget((found) => !known.has(found) && found.url() === pageUrl(path));
  const page = await target.asPage();
  const session = await browser.target().createCDPSession();
  const { targetInfo } = await (await page.createCDPSession()).send('Target.getTargetInfo');
  const privateTargets = async () =>
    (await session.send('Target.getTargets')).targetInfos.filter(
      ({ browserContextId }) => browserContextId === targetInfo.browserContextId,
    );
  const isWorker = ({ type }: { readonly type: string }) => type === 'service_worker';
  return {
    page,
    async endWorker() {
      const { targetId } = (await privateTargets()).find(isWorker) ?? {};
      if (targetId === undefined) throw new Error('no private worker is running');
      await session.send('Target.closeTarget', { targetId });
      await expect
        .poll(async () => (await privateTargets()).map((found) => found.targetId))
        .not.toContain(targetId);
    },
    async close(which) {
      await page.close();
      if (which === 'the last one') await expect.poll(privateTargets, { timeout: 10_000 }).toEqual([]);
      await session.detach();
    },
  };
}
