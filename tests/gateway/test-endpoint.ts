import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayOptions } from '../../server/gateway/gateway.ts';
import { prepareBucket } from '../../server/gateway/prepare-bucket.ts';
import { createS3Client } from '../../server/gateway/s3/s3-client.ts';
import { browserUploadCors, startStore } from '../../server/store/store.ts';

export interface TestEndpoint {
  readonly s3: GatewayOptions['s3'];
  /** True for the embedded store, which follows AWS where another S3 may differ. */
  readonly isEmbedded: boolean;
  close(): Promise<void>;
}

/** The S3 of the environment (`S3_ENDPOINT`, `S3_REGION`, `S3_BUCKET` and the AWS keys), else an embedded store. */
export async function openTestEndpoint(): Promise<TestEndpoint> {
  const { env } = process;
  const bucket = env['S3_BUCKET'] ?? 'uploads';
  const region = env['S3_REGION'] ?? 'us-east-1';
  if (env['S3_ENDPOINT']) {
    const accessKeyId = env['AWS_ACCESS_KEY_ID'] ?? '';
    const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'] ?? '';
    const s3 = { endpoint: env['S3_ENDPOINT'], region, bucket, accessKeyId, secretAccessKey };
    const state = await prepareBucket(createS3Client(s3));
    if (!state.ok) throw new Error(state.reason);
    return { s3, isEmbedded: false, close: async () => {} };
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'gateway-test-'));
  const keys = { accessKeyId: 'TESTKEY', secretAccessKey: 'test-secret-key' };
  const store = await startStore({
    dataDir,
    region,
    ...keys,
    buckets: [{ name: bucket, cors: [browserUploadCors] }],
  });
  return {
    s3: { endpoint: store.url, region, bucket, ...keys },
    isEmbedded: true,
    close: async () => {
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
