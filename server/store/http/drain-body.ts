import type { IncomingMessage, ServerResponse } from 'node:http';

/** A refused body smaller than this is read to its end, so that the client sees the answer and not a reset. */
const patienceBytes = 64 * 1024 * 1024;

/** After an answer: throws away what is left of the request's body, and cuts it off when that is too much. */
export function drainBody(incoming: IncomingMessage, response: ServerResponse): void {
  if (incoming.complete || incoming.destroyed) return;
  let seenBytes = 0;
  incoming.on('data', (piece: Buffer) => {
    seenBytes += piece.length;
    if (seenBytes > patienceBytes) response.socket?.destroy();
  });
  incoming.on('error', () => undefined);
  incoming.resume();
}
