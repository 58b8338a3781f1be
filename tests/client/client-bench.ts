import { createHash } from 'node:crypto';
import { type Client, init, type UploadedFile } from '../../lib/client/init.ts';
import { digestObject } from '../../scripts/digest.ts';
import { startGateway } from '../../server/gateway/gateway.ts';
import { type SignedPolicy, signPolicy } from '../../server/gateway/policy.ts';
import { type FaultProxy, startFaultProxy } from '../faults/fault-proxy.ts';
import type { Exchange, Step } from '../faults/history.ts';
import { openTestEndpoint, type TestEndpoint } from '../s3/test-endpoint.ts';

export const API_KEY = 'client-key';
const secret = 'app-secret';

/** Waits that are over at once, so that tests of retries are quick. */
export const quick = { retries: 3, factor: 1, minTimeout: 1, maxTimeout: 1 } as const;

/** A gateway with its store, reached through a proxy that can do harm. */
export interface ClientBench {
  readonly endpoint: TestEndpoint;
  readonly proxy: FaultProxy;
  /** Of the API through the proxy. */
  readonly apiUrl: string;
  /** A gateway that wants policies. */
  readonly securedUrl: string;
  readonly client: Client;
  /** What was asked so far, in the order of arrival. */
  asked(step: Step): readonly Exchange[];
  isStored(file: Pick<UploadedFile, 'key'>, bytes: Uint8Array): Promise<boolean>;
  close(): Promise<void>;
}

export function policyOf(keys: Readonly<Record<string, unknown>> = {}): SignedPolicy {
  return signPolicy({ expiry: Math.floor(Date.now() / 1000) + 600, ...keys }, secret);
}

export async function openClientBench(): Promise<ClientBench> {
  const endpoint = await openTestEndpoint();
  const common = { s3: endpoint.s3, apiKey: API_KEY, allowPrivateSources: true };
  const gateway = await startGateway(common);
  const secured = await startGateway({ ...common, secret });
  const proxy = await startFaultProxy({ gatewayUrl: gateway.url, s3: endpoint.s3 });
  return {
    endpoint,
    proxy,
    apiUrl: proxy.apiUrl,
    securedUrl: secured.url,
    client: init(API_KEY, { apiUrl: proxy.apiUrl }),
    asked: (wanted) => proxy.history.exchanges.filter(({ step }) => step === wanted),
    async isStored({ key = '' }, bytes) {
      const { sha256, sizeBytes } = await digestObject(endpoint.s3, endpoint.s3.bucket, key);
      return sizeBytes === bytes.byteLength && sha256 === createHash('sha256').update(bytes).digest('hex');
    },
    async close() {
      await proxy.close();
      await gateway.close();
      await secured.close();
      await endpoint.close();
    },
  };
}
