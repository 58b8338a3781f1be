/** `npm run gateway`: the gateway over the S3 endpoint of the environment, or over the embedded store. */
import { type Backend, startBackend } from './backend.ts';
import { type Config, parseCommand, parseConfig } from './config.ts';
import {
  type EmbeddedStore,
  type EmbeddedStoreOptions,
  reachEmbeddedStore,
  startEmbeddedStore,
} from './embedded-store.ts';
import { startGateway } from './gateway/gateway.ts';
import { prepareBucket } from './gateway/prepare-bucket.ts';
import type { S3Access } from './gateway/s3/s3-access.ts';
import { createS3Client } from './gateway/s3/s3-client.ts';
import { sweepUploads } from './gateway/sweep-uploads.ts';
import { FolderInUseError } from './store/store.ts';

function stop(line: string): never {
  console.error(line.replaceAll('\n', ' '));
  process.exit(1);
}

const onError = (error: unknown): void => console.error('gateway:', error);

async function reachExternal(config: Config, endpoint: string): Promise<S3Access> {
  const keys = config.keys ?? stop('AWS_ACCESS_KEY_ID is missing');
  const s3 = { endpoint, region: config.region, bucket: config.bucket, ...keys };
  const state = await prepareBucket(createS3Client(s3));
  if (!state.ok) stop(state.reason);
  return s3;
}

const storeOptions = ({ dataDir, host, bucket, region, keys }: Config): EmbeddedStoreOptions => ({
  ...{ dataDir, host, bucket, region },
  ...(keys && { keys }),
});

async function serve(config: Config): Promise<Backend> {
  const { host, port, apiKey, publicUrl, secret, s3Endpoint, intelligentIngestion } = config;
  const options = {
    ...{ host, port, apiKey, intelligentIngestion, onError },
    ...(publicUrl !== undefined && { publicUrl }),
    ...(secret !== undefined && { secret }),
  };
  if (s3Endpoint === undefined) return await startBackend({ ...storeOptions(config), ...options });
  const s3 = await reachExternal(config, s3Endpoint);
  const gateway = await startGateway({ ...options, s3 });
  return {
    gatewayUrl: gateway.url,
    s3,
    apiKey,
    ...(secret !== undefined && { secret }),
    close: gateway.close,
  };
}

/** One line for an address that cannot be listened on or a folder that cannot be written. */
function reasonOf(error: unknown, config: Config): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return `PORT ${config.port} is in use`;
  if (code === 'EACCES' && error instanceof Error && 'port' in error)
    return `PORT ${config.port} is not allowed to this user`;
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(code))
    return `HOST ${config.host} is not an address of this machine`;
  const message = error instanceof Error ? error.message : String(error);
  return config.s3Endpoint === undefined
    ? `DATA_DIR ${config.dataDir}: ${message}`
    : `The gateway cannot start: ${message}`;
}

function announce({ gatewayUrl, s3, apiKey, secret }: Backend): void {
  console.log(
    [
      `GATEWAY_URL=${gatewayUrl}`,
      `S3_ENDPOINT=${s3.endpoint}`,
      `S3_REGION=${s3.region}`,
      `S3_BUCKET=${s3.bucket}`,
      `AWS_ACCESS_KEY_ID=${s3.accessKeyId}`,
      `AWS_SECRET_ACCESS_KEY=${s3.secretAccessKey}`,
      `FILESTACK_APIKEY=${apiKey}`,
      ...(secret === undefined ? [] : [`FILESTACK_SECRET=${secret}`]),
      `Point the extension here: on its options page set "API address" to ${gatewayUrl} and "API key" to ${apiKey}${
        secret === undefined ? '' : ', with a policy and its signature made with the secret'
      }.`,
    ].join('\n'),
  );
}

/** The S3 to sweep; over the embedded store that of the process which serves the folder, if one does. */
async function openForSweep(config: Config): Promise<EmbeddedStore> {
  if (config.s3Endpoint !== undefined) {
    return { s3: await reachExternal(config, config.s3Endpoint), close: async () => {} };
  }
  const options = storeOptions(config);
  return await startEmbeddedStore(options).catch(async (error: unknown) => {
    if (!(error instanceof FolderInUseError)) throw error;
    return { s3: await reachEmbeddedStore(options), close: async () => {} };
  });
}

/** Aborts abandoned uploads and says what it did. */
async function sweep(config: Config, olderThanHours: number): Promise<void> {
  const { s3, close } = await openForSweep(config);
  const { aborted, youngCount, foreignCount, chunkCount } = await sweepUploads(
    createS3Client(s3),
    Date.now() - olderThanHours * 3_600_000,
  );
  await close();
  for (const { key, initiatedMs } of aborted) {
    console.log(`aborted ${JSON.stringify(key)}, begun ${new Date(initiatedMs).toISOString()}`);
  }
  console.log(
    `Swept "${s3.bucket}": ${aborted.length} uploads older than ${olderThanHours} h aborted, ${youngCount} younger left, ${foreignCount} not begun by a gateway left, ${chunkCount} old chunks deleted.`,
  );
}

async function main(): Promise<void> {
  let close = async (): Promise<void> => {};
  const end = (): void => {
    void close().then(() => process.exit(0));
  };
  process.once('SIGTERM', end).once('SIGINT', end);
  const command = parseCommand(process.argv.slice(2));
  if (command.kind === 'refused') stop(command.reason);
  const parsed = parseConfig(process.env);
  if (!parsed.ok) stop(parsed.reason);
  const { config } = parsed;
  const failed = (error: unknown) => stop(reasonOf(error, config));
  if (command.kind === 'sweep') {
    await sweep(config, command.olderThanHours).catch(failed);
    return;
  }
  const backend = await serve(config).catch(failed);
  close = backend.close;
  announce(backend);
}

await main();
