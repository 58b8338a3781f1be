import { xmlAnswer } from '../s3-answer.ts';
import { checksumXml } from './checksum-headers.ts';
import { quoted } from './etag.ts';
import { findUpload } from './find-upload.ts';
import type { BucketOperation } from './operation.ts';
import { readPageLimit, readWholeNumber } from './page-limit.ts';

export const listParts: BucketOperation = async (request, context) => {
  const { record, parts } = findUpload(request, context);
  const limit = readPageLimit(request.query, 'max-parts');
  const marker = readWholeNumber(request.query, 'part-number-marker', 0);
  const rest = [...parts.values()]
    .filter(({ partNumber }) => partNumber > marker)
    .sort((one, other) => one.partNumber - other.partNumber);
  const page = rest.slice(0, limit);
  return xmlAnswer('ListPartsResult', {
    Bucket: context.bucket.name,
    Key: record.key,
    UploadId: record.uploadId,
    Initiator: { ID: 'owner', DisplayName: 'owner' },
    Owner: { ID: 'owner', DisplayName: 'owner' },
    StorageClass: 'STANDARD',
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.partNumber ?? 0,
    MaxParts: limit,
    IsTruncated: rest.length > page.length,
    ChecksumAlgorithm: record.checksum?.algorithm.toUpperCase(),
    ChecksumType: record.checksum?.type,
    Part: page.map((part) => ({
      PartNumber: part.partNumber,
      LastModified: new Date(part.modifiedAtMs).toISOString(),
      ETag: quoted(part.etag),
      Size: part.sizeBytes,
      ...checksumXml(part.checksum),
    })),
  });
};
