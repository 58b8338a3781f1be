import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { AwsClient } from 'aws4fetch';

export interface Digest {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Where objects are read back from. */
export interface S3Access {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

async function digestOf(pieces: AsyncIterable<Uint8Array>): Promise<Digest> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    sizeBytes += piece.byteLength;
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

export function digestFile(path: string): Promise<Digest> {
  return digestOf(createReadStream(path));
}

/** SHA-256 of an object, as S3 itself gives it back: not by the link that the extension shows. */
export async function digestObject(s3: S3Access, container: string, key: string): Promise<Digest> {
  return await digestOf(await openObject(s3, container, key));
}

/** All bytes of a small object. */
export async function readObject(s3: S3Access, container: string, key: string): Promise<Uint8Array> {
  return new Uint8Array(await new Response(await openObject(s3, container, key)).arrayBuffer());
}

async function openObject(
  s3: S3Access,
  container: string,
  key: string,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const client = new AwsClient({ ...s3, service: 's3' });
  const path = key.split('/').map(encodeURIComponent).join('/');
  const response = await client.fetch(`${s3.endpoint}/${encodeURIComponent(container)}/${path}`);
  if (!response.ok || response.body === null) {
    throw new Error(`reading ${container}/${key} back was answered with ${response.status}`);
  }
  return response.body;
}
