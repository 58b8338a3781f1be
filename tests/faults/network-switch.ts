import type { ExtensionBrowser } from '../../scripts/extension-browser.ts';

/** The worker's network, which can be taken away and given back. */
export interface NetworkSwitch {
  setOffline(isOffline: boolean): Promise<void>;
  /** Gives the network back and lets the worker alone: while it is attached to, it does not die. */
  leave(): Promise<void>;
}

export async function createNetworkSwitch({
  browser,
  extensionId,
}: ExtensionBrowser): Promise<NetworkSwitch> {
  const worker = await browser.waitForTarget(
    (target) => target.type() === 'service_worker' && new URL(target.url()).host === extensionId,
  );
  const session = await worker.createCDPSession();
  await session.send('Network.enable');
  return {
    async setOffline(offline) {
      const unlimited = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
      await session.send('Network.emulateNetworkConditions', { offline, ...unlimited });
    },
    leave: () => session.detach(),
  };
}
