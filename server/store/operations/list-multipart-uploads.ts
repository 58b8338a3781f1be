import { compareUtf8 } from '../disk/compare-utf8.ts';
import type { UploadRecord } from '../disk/object-record.ts';
import { xmlAnswer } from '../s3-answer.ts';
import { keyEncoder } from './key-encoding.ts';
import type { BucketOperation } from './operation.ts';
import { readPageLimit } from './page-limit.ts';

export const listMultipartUploads: BucketOperation = async (request, { bucket }) => {
  const { query } = request;
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const [keyMarker, uploadIdMarker] = [query.get('key-marker') ?? '', query.get('upload-id-marker') ?? ''];
  const limit = readPageLimit(query, 'max-uploads');
  const encode = keyEncoder(query);
  const sorted = bucket.uploads
    .list()
    .map(({ record }) => record)
    .sort(compareUploads);
  const marker = sorted.find((record) => record.key === keyMarker && record.uploadId === uploadIdMarker);
  const page = uploadPage(
    sorted.filter((record) => record.key.startsWith(prefix) && isAfter(record, keyMarker, marker)),
    { prefix, delimiter, keyMarker, limit },
  );
  return xmlAnswer('ListMultipartUploadsResult', {
    Bucket: bucket.name,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: uploadIdMarker,
    ...(page.isTruncated
      ? { NextKeyMarker: encode(page.nextKey), NextUploadIdMarker: page.nextUploadId }
      : {}),
    Prefix: encode(prefix),
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    EncodingType: query.get('encoding-type'),
    MaxUploads: limit,
    IsTruncated: page.isTruncated,
    Upload: page.uploads.map((record) => ({
      Key: encode(record.key),
      UploadId: record.uploadId,
      Initiator: { ID: 'owner', DisplayName: 'owner' },
      Owner: { ID: 'owner', DisplayName: 'owner' },
      StorageClass: 'STANDARD',
      Initiated: new Date(record.createdAtMs).toISOString(),
      ChecksumAlgorithm: record.checksum?.algorithm.toUpperCase(),
      ChecksumType: record.checksum?.type,
    })),
    CommonPrefixes: page.groups.map((group) => ({ Prefix: encode(group) })),
  });
};

/** By key, then by when they were begun; ids keep the order of the rest stable. */
function compareUploads(one: UploadRecord, other: UploadRecord): number {
  return (
    compareUtf8(one.key, other.key) ||
    one.createdAtMs - other.createdAtMs ||
    compareUtf8(one.uploadId, other.uploadId)
  );
}

/** Without an upload id the marker passes every upload of its key; with one, those up to it. */
function isAfter(record: UploadRecord, keyMarker: string, marker: UploadRecord | undefined): boolean {
  if (keyMarker === '') return true;
  return marker ? compareUploads(record, marker) > 0 : compareUtf8(record.key, keyMarker) > 0;
}

interface UploadPage {
  readonly uploads: readonly UploadRecord[];
  readonly groups: readonly string[];
  readonly isTruncated: boolean;
  readonly nextKey: string;
  readonly nextUploadId: string;
}

function uploadPage(
  records: readonly UploadRecord[],
  query: { prefix: string; delimiter: string; keyMarker: string; limit: number },
): UploadPage {
  const uploads: UploadRecord[] = [];
  const groups: string[] = [];
  let [nextKey, nextUploadId] = ['', ''];
  for (const record of records) {
    const end = query.delimiter === '' ? -1 : record.key.indexOf(query.delimiter, query.prefix.length);
    const group = end < 0 ? undefined : record.key.slice(0, end + query.delimiter.length);
    if (group !== undefined && (group === groups.at(-1) || group === query.keyMarker)) continue;
    if (uploads.length + groups.length >= query.limit) {
      return { uploads, groups, isTruncated: query.limit > 0, nextKey, nextUploadId };
    }
    if (group === undefined) uploads.push(record);
    else groups.push(group);
    [nextKey, nextUploadId] = group === undefined ? [record.key, record.uploadId] : [group, ''];
  }
  return { uploads, groups, isTruncated: false, nextKey, nextUploadId };
}
