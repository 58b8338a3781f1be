import type { CDPSession } from 'puppeteer';
import type { ExtensionBrowser } from '../../scripts/extension-browser.ts';

/** Calls back when a target of the browser is gone. */
function onceGone(session: CDPSession, targetId: string): Promise<void> {
  return new Promise((resolve) => {
    session.on('Target.targetDestroyed', (event) => {
      if (event.targetId === targetId) resolve();
    });
  });
}

/** Ends the background worker as the browser does when it needs memory. Nobody may be attached to it. */
export async function endWorker({ browser, extensionId }: ExtensionBrowser): Promise<void> {
  const session = await browser.target().createCDPSession();
  try {
    await session.send('Target.setDiscoverTargets', { discover: true });
    const { targetInfos } = await session.send('Target.getTargets');
    const worker = targetInfos.find(
      ({ type, url }) => type === 'service_worker' && new URL(url).host === extensionId,
    );
    if (worker === undefined) throw new Error('no worker is running');
    const gone = onceGone(session, worker.targetId);
    await session.send('Target.closeTarget', { targetId: worker.targetId });
    await gone;
  } finally {
    await session.detach();
  }
}

/** Resolves when the worker has ended by itself. Nobody may be attached to it. */
export async function workerEnds({ browser, extensionId }: ExtensionBrowser): Promise<void> {
  const session = await browser.target().createCDPSession();
  try {
    await session.send('Target.setDiscoverTargets', { discover: true });
    const { targetInfos } = await session.send('Target.getTargets');
    const worker = targetInfos.find(
      ({ type, url }) => type === 'service_worker' && new URL(url).host === extensionId,
    );
    if (worker !== undefined) await onceGone(session, worker.targetId);
  } finally {
    await session.detach();
  }
}
