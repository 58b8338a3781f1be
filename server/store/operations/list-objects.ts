import type { Bucket } from '../disk/bucket.ts';
import { xmlAnswer } from '../s3-answer.ts';
import { S3Error } from '../s3-error.ts';
import type { XmlValue } from '../xml/xml-document.ts';
import { quoted } from './etag.ts';
import { type KeyEncoder, keyEncoder } from './key-encoding.ts';
import { type ListPage, listPage } from './list-page.ts';
import type { BucketOperation } from './operation.ts';
import { readPageLimit } from './page-limit.ts';

/** ListObjectsV2, and its forerunner for requests without `list-type=2`. */
export const listObjects: BucketOperation = async (request, { bucket }) => {
  const { query } = request;
  const isV2 = query.get('list-type') === '2';
  const token = query.get('continuation-token');
  const after = token === undefined ? (query.get(isV2 ? 'start-after' : 'marker') ?? '') : readToken(token);
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const limit = readPageLimit(query, 'max-keys');
  const encode = keyEncoder(query);
  const page = listPage(bucket.objects.keys, { prefix, delimiter, after, limit });
  return xmlAnswer('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    MaxKeys: limit,
    EncodingType: query.get('encoding-type'),
    IsTruncated: page.isTruncated,
    ...(isV2 ? v2Elements(query, page, encode) : v1Elements(query, page, encode)),
    Contents: page.keys.map((key) =>
      contents(bucket, key, encode, !isV2 || query.get('fetch-owner') === 'true'),
    ),
    CommonPrefixes: page.commonPrefixes.map((group) => ({ Prefix: encode(group) })),
  });
};

function v2Elements(
  query: ReadonlyMap<string, string>,
  page: ListPage,
  encode: KeyEncoder,
): Record<string, XmlValue> {
  const startAfter = query.get('start-after');
  return {
    KeyCount: page.keys.length + page.commonPrefixes.length,
    StartAfter: startAfter === undefined ? undefined : encode(startAfter),
    ContinuationToken: query.get('continuation-token'),
    NextContinuationToken: page.isTruncated ? writeToken(page.last ?? '') : undefined,
  };
}

function v1Elements(
  query: ReadonlyMap<string, string>,
  page: ListPage,
  encode: KeyEncoder,
): Record<string, XmlValue> {
  return {
    Marker: encode(query.get('marker') ?? ''),
    NextMarker: page.isTruncated ? encode(page.last ?? '') : undefined,
  };
}

function contents(bucket: Bucket, key: string, encode: KeyEncoder, hasOwner: boolean): XmlValue {
  const summary = bucket.objects.summary(key);
  if (!summary) return undefined;
  return {
    Key: encode(key),
    LastModified: new Date(summary.modifiedAtMs).toISOString(),
    ETag: quoted(summary.etag),
    Size: summary.sizeBytes,
    StorageClass: 'STANDARD',
    Owner: hasOwner ? { ID: 'owner', DisplayName: 'owner' } : undefined,
  };
}

function writeToken(last: string): string {
  return Buffer.from(`1:${last}`, 'utf8').toString('base64url');
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (text.startsWith('1:')) return text.slice(2);
  throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect', {
    ArgumentName: 'continuation-token',
  });
}
