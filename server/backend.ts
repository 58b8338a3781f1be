import { type EmbeddedStoreOptions, startEmbeddedStore } from './embedded-store.ts';
import { type GatewayOptions, startGateway } from './gateway/gateway.ts';

export interface BackendOptions extends EmbeddedStoreOptions {
  /** Of the gateway; default 0: a free one. */
  readonly port?: number;
  readonly publicUrl?: string;
  readonly apiKey: string;
  readonly secret?: string;
  readonly now?: () => number;
  readonly allowPrivateSources?: boolean;
  readonly intelligentIngestion?: boolean;
  readonly onError?: (error: unknown) => void;
}

export interface Backend {
  readonly gatewayUrl: string;
  readonly s3: GatewayOptions['s3'];
  readonly apiKey: string;
  readonly secret?: string;
  close(): Promise<void>;
}

/**
 * Starts the embedded store and a gateway over it.
 * @throws FolderInUseError when another process serves the folder
 */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const store = await startEmbeddedStore(options);
  const { s3 } = store;
  const {
    host = '127.0.0.1',
    port = 0,
    publicUrl,
    apiKey,
    secret,
    now,
    allowPrivateSources,
    intelligentIngestion,
    onError,
  } = options;
  try {
    const gateway = await startGateway({
      ...{ host, port, s3, apiKey },
      ...(publicUrl !== undefined && { publicUrl }),
      ...(secret !== undefined && { secret }),
      ...(now && { now }),
      ...(allowPrivateSources !== undefined && { allowPrivateSources }),
      ...(intelligentIngestion !== undefined && { intelligentIngestion }),
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
