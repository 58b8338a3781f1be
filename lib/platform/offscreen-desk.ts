import { toPlainError, toUploadError } from '../core/upload-error.ts';
import type { Transport } from '../engine/ports.ts';
import {
  type DeskReply,
  type DeskRequest,
  deskRequestSchema,
  greetingSchema,
} from '../protocol/offscreen-messages.ts';
import { parse } from '../protocol/parse.ts';
import { copyByCommand } from './copy-by-command.ts';
import { holdLifeLock, lifeEnds } from './life-lock.ts';

/** A document whose background has gone is of no use; but the next one may be about to come. */
const ORPHAN_MS = 10_000;

/**
 * Serves the background from a document: PUTs and copies what it is asked to. One background is served at a time: when another
 * comes, or this one ends, its PUTs are dropped. To be called at once, so that no greeting is missed.
 * @param onOrphaned called when no background has come for a while
 */
export function openDesk(transport: Transport, onOrphaned: () => void): void {
  const lock = holdLifeLock();
  let serving = new AbortController();
  let closing: ReturnType<typeof setTimeout> | undefined;

  navigator.serviceWorker.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.origin !== location.origin || port === undefined) return;
    void serve(parse(greetingSchema, event.data, 'a greeting').lock, port);
  });
  navigator.serviceWorker.startMessages();

  async function serve(backgroundLock: string, port: MessagePort): Promise<void> {
    serving.abort();
    const mine = new AbortController();
    serving = mine;
    clearTimeout(closing);
    const reply = (message: DeskReply) => port.postMessage(message);
    const puts = new Map<number, AbortController>();
    mine.signal.addEventListener('abort', () => {
      for (const put of puts.values()) put.abort();
      port.close();
    });
    port.onmessage = ({ data }) => {
      const request = parse(deskRequestSchema, data, 'a request of the background');
      switch (request.type) {
        case 'put':
          return void carryOut(transport, request, puts, reply);
        case 'cancel':
          return puts.get(request.id)?.abort();
        case 'copy':
          return reply({ type: 'copied', id: request.id, isOnClipboard: copyByCommand(request.text) });
      }
    };
    reply({ type: 'ready', lock: await lock });
    await lifeEnds(backgroundLock);
    if (serving !== mine) return;
    mine.abort();
    closing = setTimeout(onOrphaned, ORPHAN_MS);
  }
}

async function carryOut(
  transport: Transport,
  { id, url, headers, body, stallLimitMs }: Extract<DeskRequest, { type: 'put' }>,
  puts: Map<number, AbortController>,
  reply: (message: DeskReply) => void,
): Promise<void> {
  const put = new AbortController();
  puts.set(id, put);
  try {
    const tell = (bytes: number) => reply({ type: 'sent', id, bytes });
    const answer = await transport.put({ url, headers }, body, stallLimitMs, put.signal, tell);
    reply({ type: 'answered', id, answer });
  } catch (thrown) {
    reply({ type: 'failed', id, error: toPlainError(toUploadError(thrown)) });
  } finally {
    puts.delete(id);
  }
}
