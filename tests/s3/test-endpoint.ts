import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import type { GatewayOptions } from '../../server/gateway/gateway.ts';
import { prepareBucket } from '../../server/gateway/prepare-bucket.ts';
import { createS3Client } from '../../server/gateway/s3/s3-client.ts';
import { browserUploadCors, startStore } from '../../server/store/store.ts';

/** The S3 under test. */
export interface TestEndpoint {
  readonly s3: GatewayOptions['s3'];
  /** True for the embedded store, which does as AWS does; elsewhere known differences are accepted. */
  readonly isEmbedded: boolean;
  /** Whether tests may create, change and delete buckets of their own. */
  readonly mayCreateBuckets: boolean;
  close(): Promise<void>;
}

const environmentSchema = v.object({
  S3_ENDPOINT: v.pipe(v.string(), v.url()),
  S3_REGION: v.optional(v.string(), 'us-east-1'),
  S3_BUCKET: v.optional(v.string(), 'uploads'),
  AWS_ACCESS_KEY_ID: v.string(),
  AWS_SECRET_ACCESS_KEY: v.string(),
  /** Set to 1 where buckets of our own do no harm: without it bucket and CORS tests are left out. */
  S3_SCRATCH_BUCKETS: v.optional(v.string()),
});

/** The endpoint that the environment names, by the variables of `npm run gateway`, or an embedded store on a free port. */
export async function openTestEndpoint(): Promise<TestEndpoint> {
  return process.env['S3_ENDPOINT'] ? openForeignEndpoint() : openEmbeddedEndpoint();
}

async function openForeignEndpoint(): Promise<TestEndpoint> {
  const environment = v.parse(environmentSchema, process.env);
  const s3 = {
    endpoint: environment.S3_ENDPOINT.replace(/\/+$/, ''),
    region: environment.S3_REGION,
    bucket: environment.S3_BUCKET,
    accessKeyId: environment.AWS_ACCESS_KEY_ID,
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
  };
  const state = await prepareBucket(createS3Client(s3));
  if (!state.ok) throw new Error(state.reason);
  const mayCreateBuckets = environment.S3_SCRATCH_BUCKETS === '1';
  return { s3, isEmbedded: false, mayCreateBuckets, close: async () => undefined };
}

async function openEmbeddedEndpoint(): Promise<TestEndpoint> {
  const dataDir = await mkdtemp(join(tmpdir(), 's3-test-'));
  const keys = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key' };
  const bucket = 'uploads';
  const store = await startStore({
    dataDir,
    ...keys,
    buckets: [{ name: bucket, cors: [browserUploadCors] }],
  });
  return {
    s3: { endpoint: store.url, region: 'us-east-1', bucket, ...keys },
    isEmbedded: true,
    mayCreateBuckets: true,
    async close() {
      await store.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
