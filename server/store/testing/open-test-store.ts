import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { type Store, type StoreOptions, startStore } from '../store.ts';

/** A store on a folder of its own, and a client that signs. */
export interface TestStore extends Store {
  readonly dataDir: string;
  /** Signs and sends; `path` begins behind the bucket's slash. */
  send(method: string, path: string, init?: RequestInit): Promise<Response>;
  /** Closes and removes the folder. */
  discard(): Promise<void>;
}

export const testCredentials = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key' };

export async function openTestStore(options: Partial<StoreOptions> = {}): Promise<TestStore> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'store-')));
  const buckets = [{ name: 'uploads' }];
  const store = await startStore({ ...testCredentials, buckets, ...options, dataDir });
  return {
    ...store,
    dataDir,
    send: createSender(store.url),
    async discard() {
      await store.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Signs with aws4fetch and sends to the bucket `uploads` of a store. */
export function createSender(url: string): TestStore['send'] {
  const aws = new AwsClient({ ...testCredentials, region: 'us-east-1', service: 's3', retries: 0 });
  return (method, path, init = {}) => aws.fetch(`${url}/uploads/${path}`, { ...init, method });
}

/** URL of a presigned PUT, good for a day. */
export async function presign(url: string, key: string, expiresSeconds = 86_400): Promise<string> {
  const aws = new AwsClient({ ...testCredentials, region: 'us-east-1', service: 's3' });
  const target = `${url}/uploads/${key}?X-Amz-Expires=${expiresSeconds}`;
  return (await aws.sign(target, { method: 'PUT', aws: { signQuery: true } })).url;
}

/** Begins an upload and answers its id. */
export async function beginUpload(send: TestStore['send'], key: string): Promise<string> {
  const text = await (await send('POST', `${key}?uploads`)).text();
  return /<UploadId>(\w+)</.exec(text)?.[1] ?? '';
}

/** Completes an upload of parts by their ETags, part 1 first. */
export function completeUpload(
  send: TestStore['send'],
  key: string,
  uploadId: string,
  etags: readonly (string | null)[],
): Promise<Response> {
  const parts = etags.map(
    (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`,
  );
  const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
  return send('POST', `${key}?uploadId=${uploadId}`, { body });
}
