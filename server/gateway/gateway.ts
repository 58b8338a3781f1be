import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorAnswer } from './answer.ts';
import { corsHeaders } from './cors.ts';
import { answerOfError } from './error-answer.ts';
import type { Completions } from './join-completion.ts';
import { routeRequest } from './route-request.ts';
import { createS3Client } from './s3/s3-client.ts';
import { deriveTicketKey, type Settings } from './settings.ts';
import { writeAnswer } from './write-answer.ts';

export interface GatewayOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: a free one. */
  readonly port?: number;
  /** What `location_url` and file URLs carry; default http://host:port. */
  readonly publicUrl?: string;
  readonly s3: {
    readonly endpoint: string;
    readonly region: string;
    readonly bucket: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
  readonly apiKey: string;
  /** The app secret; security is on when it is set. */
  readonly secret?: string;
  /** Clock of the policies, in ms. Signatures for S3 follow the real clock, as S3 does. */
  readonly now?: () => number;
  /** Lets store-from-URL fetch from private and loopback addresses: for tests. */
  readonly allowPrivateSources?: boolean;
  /** How long complete works before it answers 202 to today's clients, in ms; default 20 s. */
  readonly completeWaitMs?: number;
  /** The largest file that store-from-URL takes; default 5 GiB. */
  readonly maxSourceBytes?: number;
  /** Hears of errors that are neither the client's nor S3's. */
  readonly onError?: (error: unknown) => void;
}

export interface Gateway {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const MAX_RUNNING = 512; // at most 1 MiB of body each
const MAX_CONNECTIONS = 4096;
const CLOSE_GRACE_MS = 5000;

/** Requests that are being answered. */
interface Load {
  running: number;
}

function createHttpServer(settings: () => Settings, load: Load, onError: (error: unknown) => void): Server {
  const server = createServer({ requestTimeout: 0, headersTimeout: 20_000, keepAliveTimeout: 65_000 });
  server.maxConnections = MAX_CONNECTIONS;
  server.on('request', async (request, response) => {
    if (load.running >= MAX_RUNNING) {
      writeAnswer(request, response, errorAnswer(503, 'Too many requests at once', { 'Retry-After': '1' }));
      return;
    }
    load.running += 1;
    response.on('error', () => {});
    try {
      writeAnswer(request, response, await routeRequest(settings(), request));
    } catch (error) {
      const answer = answerOfError(error);
      if (answer.status === 500 || answer.status === 502) onError(error);
      writeAnswer(request, response, answer);
    } finally {
      load.running -= 1;
    }
  });
  server.on('clientError', refuseMalformed);
  return server;
}

/** Answers what Node's parser refuses: without CORS a browser would call it a network error. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, text] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'The request headers are too large']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'The request came too slowly']
        : ['400 Bad Request', 'The request is not HTTP'];
  const body = JSON.stringify({ error: text });
  const headers = { ...corsHeaders, 'Content-Type': 'application/json', 'Content-Length': body.length };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\nConnection: close\r\n\r\n${body}`);
}

/** Lets running requests end, for a while; idle connections end at once. */
function closeServer(server: Server, load: Load): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    if (load.running === 0) server.closeAllConnections();
  });
}

function originOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** Starts a gateway that speaks Filestack's upload API over one bucket. Rejects when it cannot listen. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { host = '127.0.0.1', port = 0 } = options;
  const s3 = createS3Client({ ...options.s3, endpoint: withoutSlash(options.s3.endpoint) });
  let publicUrl = withoutSlash(options.publicUrl ?? '');
  const settings = (): Settings => ({
    apiKey: options.apiKey,
    ...(options.secret !== undefined && { secret: options.secret }),
    publicUrl,
    now: options.now ?? Date.now,
    s3,
    ticketKey,
    allowPrivateSources: options.allowPrivateSources ?? false,
    // A browser ends an extension's worker that waits 30 s for an answer.
    completeWaitMs: options.completeWaitMs ?? 20_000,
    completions,
    maxSourceBytes: options.maxSourceBytes ?? 5 * 1024 ** 3,
  });
  const completions: Completions = new Map();
  const ticketKey = deriveTicketKey(options.s3.secretAccessKey);
  const load: Load = { running: 0 };
  const server = createHttpServer(settings, load, options.onError ?? (() => {}));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  const bound = address !== null && typeof address === 'object' ? address.port : port;
  const url = originOf(host, bound);
  if (publicUrl === '') publicUrl = url;
  return {
    url,
    port: bound,
    close: () => closeServer(server, load),
  };
}
