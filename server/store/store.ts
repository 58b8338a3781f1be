import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { browserUploadCors, type CorsRule } from './cors/cors-rule.ts';
import { openBucketShelf } from './disk/bucket-shelf.ts';
import { FolderInUseError, lockFolder } from './disk/folder-lock.ts';
import { answerClientError } from './http/answer-client-error.ts';
import { createRequestListener } from './http/request-listener.ts';
import { checkBucketName } from './operations/bucket-name.ts';

export { browserUploadCors, type CorsRule, FolderInUseError };

export interface BucketOptions {
  readonly name: string;
  readonly cors?: readonly CorsRule[];
}

export interface StoreOptions {
  /** Objects, uploads and metadata live here. Locked: one store at a time. */
  readonly dataDir: string;
  /** `127.0.0.1` when left out. */
  readonly host?: string;
  /** 0, or left out: a free one. */
  readonly port?: number;
  /** `us-east-1` when left out. */
  readonly region?: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Created at start when missing; one that exists keeps its own CORS rules. */
  readonly buckets?: readonly BucketOptions[];
  /** Milliseconds. */
  readonly now?: () => number;
  /** How long a client may neither send nor take a byte: 60 s when left out. */
  readonly stallLimitMs?: number;
  /** Requests answered at once; one more is SlowDown. 512 when left out. */
  readonly maxRequests?: number;
}

export interface Store {
  /** `http://127.0.0.1:9000`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Ends what is under way, at most two seconds later, and closes the port. */
  close(): Promise<void>;
}

const closeGraceMs = 2000;
const maxConnections = 4096;

/**
 * Starts an S3 endpoint over a folder.
 * @throws FolderInUseError; Error when the port is taken, the folder can't be used or a record in it is damaged; S3Error for a
 *   bucket's name
 */
export async function startStore(options: StoreOptions): Promise<Store> {
  await mkdir(options.dataDir, { recursive: true });
  const unlock = await lockFolder(options.dataDir);
  try {
    return await serve(options, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function serve(options: StoreOptions, unlock: () => Promise<void>): Promise<Store> {
  const { host = '127.0.0.1', region = 'us-east-1', now = Date.now } = options;
  const { stallLimitMs = 60_000, maxRequests = 512 } = options;
  const shelf = await openBucketShelf(options.dataDir);
  for (const { name, cors = [] } of options.buckets ?? []) {
    checkBucketName(name);
    if (shelf.get(name)) continue;
    const bucket = await shelf.create(name, now());
    if (cors.length > 0) await bucket.setCors(cors);
  }
  const listener = createRequestListener({
    context: { shelf, region, now },
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey, region },
    baseHosts: ['localhost', 's3.amazonaws.com', `s3.${region}.amazonaws.com`, host.toLowerCase()],
    stallLimitMs,
    maxRequests,
  });
  // requestTimeout would end every body that takes longer than 300 s with 408, however fast it comes: a stall is what counts.
  const server = createServer({ requestTimeout: 0, headersTimeout: 60_000, keepAliveTimeout: 75_000 });
  const onRequest = (...[incoming, response]: Parameters<typeof listener>) =>
    void listener(incoming, response);
  server.maxConnections = maxConnections;
  server.on('request', onRequest);
  server.on('checkContinue', onRequest);
  server.on('clientError', (error, socket) => answerClientError(error, socket));
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const port = portOf(server);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    async close() {
      await closeServer(server);
      await unlock();
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the store listens on no port');
  return address.port;
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), closeGraceMs);
  await closed;
  clearTimeout(timer);
}
