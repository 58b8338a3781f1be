import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { browserUploadCors, startStore } from '../../server/store/store.ts';
import { emptyPrefix } from './empty-prefix.ts';

/** The S3 endpoint under test, and a place in it that is ours. */
export interface Endpoint {
  readonly url: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The embedded store must do as AWS does; elsewhere known differences are accepted. */
  readonly isEmbedded: boolean;
  /** Whether tests may create, change and delete buckets of their own. */
  readonly mayCreateBuckets: boolean;
  readonly client: S3Client;
  /** A key inside this run's random prefix. */
  key(name: string): string;
  close(): Promise<void>;
}

const environmentSchema = v.object({
  S3_ENDPOINT: v.pipe(v.string(), v.url()),
  S3_REGION: v.optional(v.string(), 'us-east-1'),
  S3_BUCKET: v.string(),
  AWS_ACCESS_KEY_ID: v.string(),
  AWS_SECRET_ACCESS_KEY: v.string(),
  /** Set to 1 where buckets of our own do no harm: without it bucket and CORS tests are left out. */
  S3_SCRATCH_BUCKETS: v.optional(v.string()),
});

/** The endpoint that the environment names, or an embedded store on a free port. */
export async function openEndpoint(): Promise<Endpoint> {
  return process.env['S3_ENDPOINT'] ? openForeignEndpoint() : openEmbeddedEndpoint();
}

async function openForeignEndpoint(): Promise<Endpoint> {
  const environment = v.parse(environmentSchema, process.env);
  const place = {
    url: environment.S3_ENDPOINT.replace(/\/+$/, ''),
    region: environment.S3_REGION,
    bucket: environment.S3_BUCKET,
    accessKeyId: environment.AWS_ACCESS_KEY_ID,
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
    isEmbedded: false,
    mayCreateBuckets: environment.S3_SCRATCH_BUCKETS === '1',
  };
  return endpointAt(place, async () => undefined);
}

async function openEmbeddedEndpoint(): Promise<Endpoint> {
  const dataDir = await mkdtemp(join(tmpdir(), 's3-suite-'));
  const credentials = { accessKeyId: 'suite-access-key', secretAccessKey: 'suite-secret-key' };
  const bucket = 'uploads';
  const store = await startStore({
    dataDir,
    ...credentials,
    buckets: [{ name: bucket, cors: [browserUploadCors] }],
  });
  const place = {
    url: store.url,
    region: 'us-east-1',
    bucket,
    ...credentials,
    isEmbedded: true,
    mayCreateBuckets: true,
  };
  return endpointAt(place, async () => {
    await store.close();
    await rm(dataDir, { recursive: true });
  });
}

function endpointAt(place: Omit<Endpoint, 'client' | 'key' | 'close'>, stop: () => Promise<void>): Endpoint {
  const prefix = `conformance-${randomBytes(8).toString('hex')}/`;
  const client = new S3Client({
    endpoint: place.url,
    region: place.region,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: place.accessKeyId, secretAccessKey: place.secretAccessKey },
  });
  return {
    ...place,
    client,
    key: (name) => prefix + name,
    async close() {
      await emptyPrefix(client, place.bucket, prefix);
      client.destroy();
      await stop();
    },
  };
}
