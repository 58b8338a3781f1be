import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createPlainServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createPutCases } from '../../lib/engine/testing/put-cases.ts';
import type { PutBehaviour, PutCase } from '../../lib/engine/testing/transport-contract.ts';

/** A server on loopback whose addresses do as a test tells them. */
export interface PutServer {
  readonly url: string;
  open(behaviour: PutBehaviour): PutCase;
  close(): Promise<void>;
}

/** What lets pages of other origins read every answer. */
const openToAll = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'PUT',
  'access-control-allow-headers': '*, authorization',
  'access-control-expose-headers': 'etag, retry-after',
};

/** @param otherwise answers whatever is no PUT to an open address */
export async function startPutServer(
  otherwise: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) =>
    void response.writeHead(404).end(),
): Promise<PutServer> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  const cases = createPutCases(url);
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const found = cases.find(new URL(request.url ?? '', 'http://any').pathname);
    for (const [name, value] of Object.entries(openToAll)) response.setHeader(name, value);
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    if (found === undefined) {
      otherwise(request, response);
      return;
    }
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    found.arrived({ headers: Object.fromEntries(headers), bytes: await buffer(request) });
    const { behaviour } = found;
    if (behaviour === 'silent') return;
    if (behaviour === 'endless') response.writeHead(200, { etag: '"e"' }).write('<Begin');
    else response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body);
  }

  server.on('request', (request, response) => {
    // A client that aborts takes its request with it.
    handle(request, response).catch(() => response.destroy());
  });

  return {
    url,
    open: cases.open,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The address of a port where nobody listens any more. */
export async function refusedUrl(): Promise<string> {
  const server = createPlainServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server.address())}/nobody`;
  server.close();
  await once(server, 'close');
  return url;
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
