import { once } from 'node:events';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer, type Socket } from 'node:net';
import { answerOf } from './answer.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { forward } from './forward.ts';
import { certificate, key } from './self-signed.ts';

/** First byte of a TLS connection: a handshake record (RFC 8446 §5.1). */
export const TLS_HANDSHAKE = 0x16;

/** API and store of a fault proxy behind one address of https, in HTTP/2 for whoever speaks it. */
export interface TlsFront {
  readonly url: string;
  /** The first byte of every connection: what it began with. */
  readonly firstBytes: readonly number[];
  /** Versions of the requests that came so far. */
  readonly versions: ReadonlySet<string>;
  /** Ends the connection of the next request whose address matches by GOAWAY, as one that it has not looked at. */
  sendAway(address: RegExp): { readonly sent: boolean };
  close(): Promise<void>;
}

/**
 * @param behind asked at each request: what stands behind may be changed
 * @param apiName where the API says that it is; the address of the front when it is left out
 */
export async function startTlsFront(
  behind: () => Pick<FaultProxy, 'apiUrl' | 'storeUrl'>,
  apiName?: string,
): Promise<TlsFront> {
  const firstBytes: number[] = [];
  const versions = new Set<string>();
  const open = new Set<Socket>();
  let away: { address: RegExp; sent: boolean } | undefined;

  async function pass(request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
    versions.add(request.httpVersion);
    const isAsked = request.method !== 'OPTIONS' && away?.address.test(request.url);
    if (away !== undefined && isAsked && !away.sent) {
      away.sent = true;
      const { session, id = 0 } = request.stream;
      session?.goaway(0, id - 2);
      return;
    }
    const { apiUrl, storeUrl } = behind();
    const isApi = /^\/(multipart|api)\//.test(request.url);
    const answer = await forward(new URL(isApi ? apiUrl : storeUrl), request, request).catch(
      (error: unknown) => answerOf(502, String(error)),
    );
    const text = () =>
      answer.body
        .toString()
        .replaceAll(apiUrl, apiName ?? url)
        .replaceAll(storeUrl, url);
    response.writeHead(answer.status, answer.headers).end(isApi ? text() : answer.body);
  }

  const secure = createSecureServer({ key, cert: certificate, allowHTTP1: true }, (request, response) => {
    void pass(request, response);
  });
  // In front of it, since a TLS server says nothing of what was never TLS.
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    socket.once('data', (data) => {
      socket.pause();
      firstBytes.push(data[0] ?? 0);
      socket.unshift(data);
      secure.emit('connection', socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the front has no port');
  const url = `https://127.0.0.1:${address.port}`;

  return {
    url,
    firstBytes,
    versions,
    sendAway(matching) {
      away = { address: matching, sent: false };
      return away;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
