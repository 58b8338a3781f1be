import { closeServer, createHttpServer, type Load } from './http-server.ts';
import { createS3Client } from './s3/s3-client.ts';
import { deriveTicketKey, type Settings } from './settings.ts';

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
  /** Offers intelligent ingestion to clients that ask for it: parts that come in chunks; default true. */
  readonly intelligentIngestion?: boolean;
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
    commits,
    isIntelligent: options.intelligentIngestion ?? true,
    maxSourceBytes: options.maxSourceBytes ?? 5 * 1024 ** 3,
  });
  const completions: Settings['completions'] = new Map();
  const commits: Settings['commits'] = new Map();
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
