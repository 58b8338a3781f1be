import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { type GatewayOptions, startGateway } from './gateway/gateway.ts';
import { browserUploadCors, type Store, startStore } from './store/store.ts';

export interface BackendOptions {
  /** Holds the objects and the generated keys; a restart over it goes on with both. */
  readonly dataDir: string;
  readonly host?: string;
  /** Of the gateway; default 0: a free one. */
  readonly port?: number;
  readonly publicUrl?: string;
  readonly apiKey: string;
  readonly secret?: string;
  readonly bucket?: string;
  readonly region?: string;
  readonly keys?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly now?: () => number;
  readonly allowPrivateSources?: boolean;
  readonly onError?: (error: unknown) => void;
}

export interface Backend {
  readonly gatewayUrl: string;
  readonly s3: GatewayOptions['s3'];
  readonly apiKey: string;
  readonly secret?: string;
  close(): Promise<void>;
}

const savedSchema = v.object({
  accessKeyId: v.string(),
  secretAccessKey: v.string(),
  port: v.optional(v.number()),
});
type Saved = v.InferOutput<typeof savedSchema>;

const createKeys = (): Saved => ({
  accessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
  secretAccessKey: randomBytes(30).toString('base64url'),
});

async function readSaved(file: string): Promise<Saved> {
  try {
    return v.parse(savedSchema, JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return createKeys();
    throw new Error(`${file} cannot be read: remove it to get new keys`, { cause: error });
  }
}

const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');

/** Starts the embedded store and a gateway over it. The store keeps its port over restarts, when that is free. */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const { dataDir, host = '127.0.0.1', bucket = 'uploads', region = 'us-east-1' } = options;
  await mkdir(dataDir, { recursive: true });
  const savedFile = join(dataDir, 'keys.json');
  const saved = await readSaved(savedFile);
  const keys = options.keys ?? saved;
  const start = (port: number): Promise<Store> =>
    startStore({
      dataDir: join(dataDir, 'store'),
      host,
      port,
      region,
      accessKeyId: keys.accessKeyId,
      secretAccessKey: keys.secretAccessKey,
      buckets: [{ name: bucket, cors: [browserUploadCors] }],
    });
  const store = await start(saved.port ?? 0).catch((error: unknown) => {
    if (saved.port !== undefined && isPortTaken(error)) return start(0);
    throw error;
  });
  const { accessKeyId, secretAccessKey } = keys;
  // Clients cannot connect to the address that means all of them.
  const endpoint = store.url.replace(/^http:\/\/(0\.0\.0\.0|\[::\]):/, 'http://localhost:');
  const s3 = { endpoint, region, bucket, accessKeyId, secretAccessKey };
  try {
    await writeFile(savedFile, JSON.stringify({ ...saved, port: store.port }), { mode: 0o600 });
    const { publicUrl, apiKey, secret, now, allowPrivateSources, onError } = options;
    const gateway = await startGateway({
      host,
      port: options.port ?? 0,
      s3,
      apiKey,
      ...(publicUrl !== undefined && { publicUrl }),
      ...(secret !== undefined && { secret }),
      ...(now && { now }),
      ...(allowPrivateSources !== undefined && { allowPrivateSources }),
      ...(onError && { onError }),
    });
    return {
      gatewayUrl: gateway.url,
      s3,
      apiKey,
      ...(secret !== undefined && { secret }),
      close: async () => {
        await gateway.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
