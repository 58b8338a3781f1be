import { browser } from 'wxt/browser';
import {
  type Reply,
  type Request,
  replySchema,
  type Snapshot,
  snapshotPortName,
  snapshotSchema,
} from '../protocol/messages.ts';
import { parse } from '../protocol/parse.ts';

/** What a page can have the background do. */
export interface BackgroundClient {
  /** Hands a file over, once and by reference; resolves when it can't be lost any more, or was refused. */
  addFile(file: File): Promise<Reply>;
  send(request: Exclude<Request, { type: 'add-file' }>): Promise<Reply>;
  /** Calls back with what is to be shown, now and after every change, whatever happens to the background. */
  watch(show: (snapshot: Snapshot) => void): void;
}

export function createBackgroundClient(): BackgroundClient {
  return {
    addFile: (file) =>
      'serviceWorker' in navigator ? throughWorker(file) : throughRuntime({ type: 'add-file', file }),
    send: throughRuntime,
    watch,
  };
}

async function throughRuntime(request: Request): Promise<Reply> {
  return parse(replySchema, await browser.runtime.sendMessage(request), 'the reply of the background');
}

/** Chromium's runtime messages turn a file into `{}`; those of the service worker itself carry it. */
async function throughWorker(file: File): Promise<Reply> {
  const { active } = await navigator.serviceWorker.ready;
  if (active === null) return { kind: 'refused', refusal: 'failed' };
  const { port1, port2 } = new MessageChannel();
  const reply = new Promise<unknown>((resolve) => {
    port1.onmessage = (event) => resolve(event.data);
  });
  active.postMessage({ type: 'add-file', file } satisfies Request, [port2]);
  return parse(replySchema, await reply, 'the reply of the background');
}

function watch(show: (snapshot: Snapshot) => void): void {
  // A new connection may be to a new background, whose revisions begin anew.
  let shownRevision = -1;
  const port = browser.runtime.connect({ name: snapshotPortName });
  port.onMessage.addListener((message: unknown) => {
    const snapshot = parse(snapshotSchema, message, 'a snapshot');
    if (snapshot.revision <= shownRevision) return;
    shownRevision = snapshot.revision;
    show(snapshot);
  });
  port.onDisconnect.addListener(() => watch(show));
}
