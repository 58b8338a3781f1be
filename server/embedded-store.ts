import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { S3Access } from './gateway/s3/s3-access.ts';
import { browserUploadCors, type Store, startStore } from './store/store.ts';

export interface EmbeddedStoreOptions {
  /** Holds the objects and the generated keys; a restart over it goes on with both. */
  readonly dataDir: string;
  readonly host?: string;
  readonly bucket?: string;
  readonly region?: string;
  readonly keys?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The embedded store on a folder, and how to reach it. */
export interface EmbeddedStore {
  readonly s3: S3Access;
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

const savedFile = (dataDir: string): string => join(dataDir, 'keys.json');

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

function accessOf(options: EmbeddedStoreOptions, saved: Saved, url: string): S3Access {
  const { bucket = 'uploads', region = 'us-east-1' } = options;
  const { accessKeyId, secretAccessKey } = options.keys ?? saved;
  // Clients cannot connect to the address that means all of them.
  const endpoint = url.replace(/^http:\/\/(0\.0\.0\.0|\[::\]):/, 'http://localhost:');
  return { endpoint, region, bucket, accessKeyId, secretAccessKey };
}

/**
 * Starts the embedded store. It keeps its port over restarts, when that is free.
 * @throws FolderInUseError when another process serves the folder
 */
export async function startEmbeddedStore(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const { dataDir, host = '127.0.0.1' } = options;
  await mkdir(dataDir, { recursive: true });
  const saved = await readSaved(savedFile(dataDir));
  const { region, bucket, accessKeyId, secretAccessKey } = accessOf(options, saved, '');
  const start = (port: number): Promise<Store> =>
    startStore({
      dataDir: join(dataDir, 'store'),
      ...{ host, port, region, accessKeyId, secretAccessKey },
      buckets: [{ name: bucket, cors: [browserUploadCors] }],
    });
  const store = await start(saved.port ?? 0).catch((error: unknown) => {
    if (saved.port !== undefined && isPortTaken(error)) return start(0);
    throw error;
  });
  try {
    await writeFile(savedFile(dataDir), JSON.stringify({ ...saved, port: store.port }), { mode: 0o600 });
  } catch (error) {
    await store.close();
    throw error;
  }
  return { s3: accessOf(options, saved, store.url), close: store.close };
}

/** How to reach the embedded store that another process serves from the same folder. */
export async function reachEmbeddedStore(options: EmbeddedStoreOptions): Promise<S3Access> {
  const saved = await readSaved(savedFile(options.dataDir));
  const { host = '127.0.0.1' } = options;
  return accessOf(options, saved, `http://${host.includes(':') ? `[${host}]` : host}:${saved.port ?? 0}`);
}
