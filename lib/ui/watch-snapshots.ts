import { browser } from 'wxt/browser';
import {
  backgroundStartedChannel,
  type Snapshot,
  snapshotPortName,
  snapshotSchema,
} from '../protocol/messages.ts';
import { parse } from '../protocol/parse.ts';
import { needsBackground } from './needs-background.ts';

/** A background that has ended with work to do is not hurried. */
const RECONNECT_MS = 500;

/**
 * Calls back with what is to be shown, now and after every change. A background that ends with nothing to do is left
 * asleep; whatever wakes it, it says so to the pages that are open, which then listen to it again.
 */
export function watchSnapshots(show: (snapshot: Snapshot) => void): void {
  let isNeeded = true;
  let closeLine = connect();

  function connect(): () => void {
    // A new connection may be to a new background, whose revisions begin anew.
    let shownRevision = -1;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const port = browser.runtime.connect({ name: snapshotPortName });
    port.onMessage.addListener((message: unknown) => {
      const snapshot = parse(snapshotSchema, message, 'a snapshot');
      if (snapshot.revision <= shownRevision) return;
      shownRevision = snapshot.revision;
      isNeeded = needsBackground(snapshot.jobs);
      show(snapshot);
    });
    port.onDisconnect.addListener(() => {
      if (isNeeded) retry = setTimeout(reconnect, RECONNECT_MS);
    });
    return () => {
      clearTimeout(retry);
      port.disconnect();
    };
  }

  function reconnect(): void {
    closeLine();
    closeLine = connect();
  }

  new BroadcastChannel(backgroundStartedChannel).onmessage = reconnect;
}
