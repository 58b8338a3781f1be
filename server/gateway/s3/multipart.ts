import * as v from 'valibot';
import { encodeRfc3986 } from '../../encode-rfc3986.ts';
import { parseXml } from './parse-xml.ts';
import type { S3Client } from './s3-client.ts';

/** One stored part. `etag` has no quotes. */
export interface StoredPart {
  readonly partNumber: number;
  readonly etag: string;
  readonly sizeBytes: number;
}

/** One multipart upload under way. */
export interface OpenUpload {
  readonly key: string;
  readonly uploadId: string;
  readonly initiatedMs: number;
}

/** S3 gives ETags in quotes and Ceph sometimes without: inside they have none. */
export const stripQuotes = (etag: string): string => etag.replace(/^"(.*)"$/s, '$1');

export const escapeXml = (text: string): string =>
  text.replace(/[<>&'"]/g, (char) => `&#${char.charCodeAt(0)};`);

const wholeNumber = v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number));
const flag = v.optional(
  v.pipe(
    v.string(),
    v.transform((text) => text === 'true'),
  ),
);

const createSchema = v.object({
  InitiateMultipartUploadResult: v.object({ UploadId: v.pipe(v.string(), v.minLength(1)) }),
});

/** Creates a multipart upload and returns its upload id. */
export async function createMultipartUpload(
  s3: S3Client,
  key: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const answer = await s3.send({ method: 'POST', key, query: { uploads: '' }, headers });
  return parseXml(createSchema, answer.text).InitiateMultipartUploadResult.UploadId;
}

const listPartsSchema = v.object({
  ListPartsResult: v.object({
    Part: v.optional(v.array(v.object({ PartNumber: wholeNumber, ETag: v.string(), Size: wholeNumber })), []),
    IsTruncated: flag,
    NextPartNumberMarker: v.optional(v.string(), ''),
  }),
});

/** Every stored part of an upload, in order of number. */
export async function listParts(s3: S3Client, key: string, uploadId: string): Promise<StoredPart[]> {
  const parts: StoredPart[] = [];
  for (let marker = '0'; ; ) {
    const query = { uploadId, 'max-parts': '1000', 'part-number-marker': marker };
    const page = parseXml(
      listPartsSchema,
      (await s3.send({ method: 'GET', key, query })).text,
    ).ListPartsResult;
    for (const part of page.Part) {
      parts.push({ partNumber: part.PartNumber, etag: stripQuotes(part.ETag), sizeBytes: part.Size });
    }
    if (page.IsTruncated !== true || page.NextPartNumberMarker === marker) break;
    marker = page.NextPartNumberMarker;
  }
  return parts.sort((a, b) => a.partNumber - b.partNumber);
}

/** Where a part goes. */
export interface PartTarget {
  readonly key: string;
  readonly uploadId: string;
  readonly partNumber: number;
}

/** Makes a part of a whole object of the bucket, inside S3. The last part alone may be under 5 MiB. */
export async function copyPart(
  s3: S3Client,
  { key, uploadId, partNumber }: PartTarget,
  sourceKey: string,
): Promise<void> {
  const source = [s3.access.bucket, ...sourceKey.split('/')].map(encodeRfc3986).join('/');
  await s3.send({
    method: 'PUT',
    key,
    query: { partNumber: String(partNumber), uploadId },
    headers: { 'x-amz-copy-source': `/${source}` },
  });
}

/** Assembles the parts. Ask the object itself for its ETag: Ceph's first answer has an empty one. */
export async function completeMultipartUpload(
  s3: S3Client,
  key: string,
  uploadId: string,
  parts: readonly StoredPart[],
): Promise<void> {
  const listed = parts
    .map(
      ({ partNumber, etag }) =>
        `<Part><PartNumber>${partNumber}</PartNumber><ETag>&quot;${escapeXml(etag)}&quot;</ETag></Part>`,
    )
    .join('');
  const body = `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${listed}</CompleteMultipartUpload>`;
  await s3.send({
    method: 'POST',
    key,
    query: { uploadId },
    headers: { 'content-type': 'application/xml' },
    body,
  });
}

/** Discards an upload and its parts. */
export async function abortMultipartUpload(s3: S3Client, key: string, uploadId: string): Promise<void> {
  await s3.send({ method: 'DELETE', key, query: { uploadId } });
}

const listUploadsSchema = v.object({
  ListMultipartUploadsResult: v.object({
    Upload: v.optional(
      v.array(v.object({ Key: v.string(), UploadId: v.string(), Initiated: v.string() })),
      [],
    ),
    IsTruncated: flag,
    NextKeyMarker: v.optional(v.string(), ''),
    NextUploadIdMarker: v.optional(v.string(), ''),
  }),
});

/** Every multipart upload under way in the bucket. */
export async function* listMultipartUploads(s3: S3Client): AsyncGenerator<OpenUpload> {
  for (let query: Record<string, string> = { uploads: '' }; ; ) {
    const page = parseXml(
      listUploadsSchema,
      (await s3.send({ method: 'GET', query })).text,
    ).ListMultipartUploadsResult;
    for (const { Key, UploadId, Initiated } of page.Upload) {
      yield { key: Key, uploadId: UploadId, initiatedMs: Date.parse(Initiated) };
    }
    if (page.IsTruncated !== true || page.NextKeyMarker === query['key-marker']) {
      if (page.IsTruncated !== true || page.NextUploadIdMarker === query['upload-id-marker']) return;
    }
    query = { uploads: '', 'key-marker': page.NextKeyMarker, 'upload-id-marker': page.NextUploadIdMarker };
  }
}
