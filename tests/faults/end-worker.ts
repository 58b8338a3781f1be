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

/** Does something with the running worker of the extension, watching the browser's targets come and go. */
async function withWorker(
  { browser, extensionId }: ExtensionBrowser,
  use: (session: CDPSession, targetId: string | undefined) => Promise<void>,
): Promise<void> {
  const session = await browser.target().createCDPSession();
  try {
    await session.send('Target.setDiscoverTargets', { discover: true });
    const { targetInfos } = await session.send('Target.getTargets');
    const worker = targetInfos.find(
      ({ type, url }) => type === 'service_worker' && new URL(url).host === extensionId,
    );
    await use(session, worker?.targetId);
  } finally {
    await session.detach();
  }
}

/** Ends the background worker as the browser does when it needs memory. Nobody may be attached to it. */
export function endWorker(browser: ExtensionBrowser): Promise<void> {
  return withWorker(browser, async (session, targetId) => {
    if (targetId === undefined) throw new Error('no worker is running');
    const gone = onceGone(session, targetId);
    await session.send('Target.closeTarget', { targetId });
    await gone;
  });
}

/** Resolves when the worker has ended by itself. Nobody may be attached to it. */
export function workerEnds(browser: ExtensionBrowser): Promise<void> {
  return withWorker(browser, async (session, targetId) => {
    if (targetId !== undefined) await onceGone(session, targetId);
  });
}

/** Whether the worker runs right now. Attaches to nobody. */
export async function workerIsRunning({ browser, extensionId }: ExtensionBrowser): Promise<boolean> {
  const session = await browser.target().createCDPSession();
  try {
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos.some(
      ({ type, url }) => type === 'service_worker' && new URL(url).host === extensionId,
    );
  } finally {
    await session.detach();
  }
}
