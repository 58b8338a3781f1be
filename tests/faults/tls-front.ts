import { once } from 'node:events';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer, type Socket } from 'node:net';
import { answerOf } from './answer.ts';
import { paced } from './body-pace.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { forward } from './forward.ts';
import { certificate, key } from './self-signed.ts';

/** First byte of a TLS connection: a handshake record (RFC 8446 §5.1). */
export const TLS_HANDSHAKE = 0x16;

/** What a client may send of a request before it is read: HTTP/2's own default (RFC 9113 §6.5.2). */
export const WINDOW_BYTES = 65_535;

/** What was read of the bodies of slow requests. */
export interface LineUse {
  /** Bytes that had been read at a time, by `Date.now()`. */
  readBytes(atMs: number): number;
}

/**
 * API and store of a fault proxy behind one address of https, in HTTP/2 for whoever speaks it. There the window of a
 * request is ours to set, which that of TCP is not in Node: the browser is never much more than 64 KiB ahead of what was read.
 */
export interface TlsFront {
  readonly url: string;
  /** The first byte of every connection: what it began with. */
  readonly firstBytes: readonly number[];
  /** Versions of the requests that came so far. */
  readonly versions: ReadonlySet<string>;
  /** Ends the connection of the next request whose address matches by GOAWAY, as one that it has not looked at. */
  sendAway(address: RegExp): { readonly sent: boolean };
  /** Bodies of the store's requests are read at this pace from now on. */
  slowDown(bytesPerSecond: number): LineUse;
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
  let slow: ((body: AsyncIterable<Buffer>) => AsyncIterable<Buffer>) | undefined;
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
    const body = isApi || slow === undefined ? request : slow(request);
    const answer = await forward(new URL(isApi ? apiUrl : storeUrl), request, body).catch((error: unknown) =>
      answerOf(502, String(error)),
    );
    const text = () =>
      answer.body
        .toString()
        .replaceAll(apiUrl, apiName ?? url)
        .replaceAll(storeUrl, url);
    response.writeHead(answer.status, answer.headers).end(isApi ? text() : answer.body);
  }

  const options = { key, cert: certificate, allowHTTP1: true, settings: { initialWindowSize: WINDOW_BYTES } };
  const secure = createSecureServer(options, (request, response) => void pass(request, response));
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
    slowDown(bytesPerSecond) {
      const reads: { readonly atMs: number; readonly bytes: number }[] = [];
      slow = async function* (body) {
        for await (const piece of paced(body, bytesPerSecond)) {
          reads.push({ atMs: Date.now(), bytes: piece.length });
          yield piece;
        }
      };
      return {
        readBytes: (atMs) => reads.reduce((sum, read) => sum + (read.atMs <= atMs ? read.bytes : 0), 0),
      };
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
