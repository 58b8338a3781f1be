import { randomBytes } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { emptyPrefix } from './empty-prefix.ts';
import { openTestEndpoint } from './test-endpoint.ts';

/** The S3 endpoint under test, and a place in it that is ours. */
export interface Endpoint {
  readonly url: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly isEmbedded: boolean;
  readonly mayCreateBuckets: boolean;
  readonly client: S3Client;
  /** A key inside this run's random prefix. */
  key(name: string): string;
  close(): Promise<void>;
}

/** Opens the endpoint for a suite, which leaves nothing behind in it. */
export async function openEndpoint(): Promise<Endpoint> {
  const { s3, isEmbedded, mayCreateBuckets, close } = await openTestEndpoint();
  const { endpoint: url, region, bucket, accessKeyId, secretAccessKey } = s3;
  const prefix = `conformance-${randomBytes(8).toString('hex')}/`;
  const client = new S3Client({
    endpoint: url,
    region,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
  });
  return {
    ...{ url, region, bucket, accessKeyId, secretAccessKey, isEmbedded, mayCreateBuckets, client },
    key: (name) => prefix + name,
    async close() {
      await emptyPrefix(client, bucket, prefix);
      client.destroy();
      await close();
    },
  };
}
