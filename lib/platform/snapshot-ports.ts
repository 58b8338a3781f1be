import { browser } from 'wxt/browser';
import { backgroundStartedChannel, type Snapshot, snapshotPortName } from '../protocol/messages.ts';
import { isOwnPage } from './own-page.ts';
import { throttle } from './throttle.ts';

/** A person sees no difference above this rate. */
const INTERVAL_MS = 100;
/** A snapshot tells of all jobs: of thousands a page has its work to read it, and is to answer clicks in between. */
const INTERVAL_PER_JOB_MS = 0.2;

/** How long between two looks at so many jobs. */
export function lookIntervalMs(jobs: number): number {
  return INTERVAL_MS + Math.floor(jobs * INTERVAL_PER_JOB_MS);
}

interface Port {
  postMessage(message: Snapshot): void;
}

/**
 * Sends snapshots to every open page, to a new one at once and then at most ten a second, fewer of thousands of jobs,
 * always the last one. Pages that let the last background sleep are told that there is one again.
 * Registers its listener at once, as a worker must.
 */
export function createSnapshotPorts(snapshot: (revision: number) => Promise<Snapshot>): { publish(): void } {
  const ports = new Set<Port>();
  let revision = 0;
  let jobs = 0;
  const publish = throttle(send, () => lookIntervalMs(jobs));

  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== snapshotPortName || port.sender === undefined || !isOwnPage(port.sender)) {
      port.disconnect();
      return;
    }
    ports.add(port);
    port.onDisconnect.addListener(() => void ports.delete(port));
    // At once: a page that has just been opened shows nothing yet.
    sendTo([port]).catch(publish);
  });
  new BroadcastChannel(backgroundStartedChannel).postMessage(undefined);

  async function send(): Promise<void> {
    await sendTo(ports);
  }

  async function sendTo(some: Iterable<Port>): Promise<void> {
    if (ports.size === 0) return;
    revision += 1;
    const message = await snapshot(revision);
    jobs = message.jobs.length;
    for (const port of some) {
      try {
        port.postMessage(message);
      } catch {
        // The page is gone, and its disconnection on the way; the others are to hear all the same.
        ports.delete(port);
      }
    }
  }

  return { publish };
}
