import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { escapeXml, stripQuotes } from './multipart.ts';
import { parseXml } from './parse-xml.ts';
import type { S3Client } from './s3-client.ts';
import { S3Error } from './s3-error.ts';

/** What HEAD says of an object. `metadata` has the names after `x-amz-meta-`. */
export interface ObjectHead {
  readonly sizeBytes: number;
  readonly etag: string;
  readonly lastModifiedMs: number;
  readonly metadata: Readonly<Record<string, string>>;
}

const isMissing = (error: unknown): boolean =>
  error instanceof S3Error && error.status === 404 && error.code !== 'NoSuchBucket';

/** The object's size, ETag and metadata; undefined when there is none. */
export async function headObject(s3: S3Client, key: string): Promise<ObjectHead | undefined> {
  try {
    const { headers } = await s3.send({ method: 'HEAD', key });
    const metadata: Record<string, string> = {};
    for (const [name, value] of headers) {
      if (name.startsWith('x-amz-meta-')) metadata[name.slice('x-amz-meta-'.length)] = value;
    }
    return {
      sizeBytes: Number(headers.get('content-length') ?? Number.NaN),
      etag: stripQuotes(headers.get('etag') ?? ''),
      lastModifiedMs: Date.parse(headers.get('last-modified') ?? ''),
      metadata,
    };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The text of a small object; undefined when there is none. */
export async function getText(s3: S3Client, key: string): Promise<string | undefined> {
  try {
    return (await s3.send({ method: 'GET', key })).text;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Stores a small object in one request. */
export async function putObject(
  s3: S3Client,
  key: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const md5 = createHash('md5').update(body).digest('base64');
  await s3.send({ method: 'PUT', key, headers: { ...headers, 'content-md5': md5 }, body });
}

/** Deletes an object; a missing one is no error. */
export async function deleteObject(s3: S3Client, key: string): Promise<void> {
  try {
    await s3.send({ method: 'DELETE', key });
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

const MAX_DELETES = 1000; // S3's limit for one request

/** Deletes many objects; missing ones are no error. */
export async function deleteObjects(s3: S3Client, keys: readonly string[]): Promise<void> {
  for (let first = 0; first < keys.length; first += MAX_DELETES) {
    const listed = keys
      .slice(first, first + MAX_DELETES)
      .map((key) => `<Object><Key>${escapeXml(key)}</Key></Object>`);
    const body = `<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Quiet>true</Quiet>${listed.join('')}</Delete>`;
    const headers = {
      'content-type': 'application/xml',
      'content-md5': createHash('md5').update(body).digest('base64'),
    };
    await s3.send({ method: 'POST', query: { delete: '' }, headers, body });
  }
}

const listSchema = v.object({
  ListBucketResult: v.object({
    Contents: v.optional(
      v.array(
        v.object({ Key: v.string(), LastModified: v.string(), Size: v.pipe(v.string(), v.toNumber()) }),
      ),
      [],
    ),
    NextContinuationToken: v.optional(v.string()),
  }),
});

export interface ListedObject {
  readonly key: string;
  readonly sizeBytes: number;
  readonly lastModifiedMs: number;
}

/** Every object under a prefix. */
export async function* listObjects(s3: S3Client, prefix: string): AsyncGenerator<ListedObject> {
  for (let token: string | undefined; ; ) {
    const query: Record<string, string> = { 'list-type': '2', prefix };
    if (token !== undefined) query['continuation-token'] = token;
    const page = parseXml(listSchema, (await s3.send({ method: 'GET', query })).text).ListBucketResult;
    for (const { Key, LastModified, Size } of page.Contents)
      yield { key: Key, sizeBytes: Size, lastModifiedMs: Date.parse(LastModified) };
    if (page.NextContinuationToken === undefined || page.NextContinuationToken === token) return;
    token = page.NextContinuationToken;
  }
}
