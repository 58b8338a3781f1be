import type { StoredPart } from '../disk/object-record.ts';
import type { Upload } from '../disk/upload-shelf.ts';
import { S3Error } from '../s3-error.ts';
import type { ListedPart } from './complete-request.ts';
import { quoted } from './etag.ts';
import { minPartBytes } from './limits.ts';

/**
 * The stored parts that a complete lists, which may be fewer than were uploaded.
 * @throws S3Error InvalidPart, InvalidRequest, EntityTooSmall
 */
export function chooseParts(upload: Upload, listed: readonly ListedPart[]): readonly StoredPart[] {
  const chosen = listed.map((part) => choosePart(upload, part));
  const small = chosen.slice(0, -1).find((part) => part.sizeBytes < minPartBytes);
  if (!small) return chosen;
  throw new S3Error('EntityTooSmall', undefined, {
    ProposedSize: String(small.sizeBytes),
    MinSizeAllowed: String(minPartBytes),
    PartNumber: String(small.partNumber),
    ETag: quoted(small.etag),
  });
}

function choosePart(upload: Upload, listed: ListedPart): StoredPart {
  const { record, parts } = upload;
  const part = parts.get(listed.partNumber);
  const isAsStored = listed.checksums.every(({ algorithm, value }) => {
    return (
      part?.checksum === undefined || (part.checksum.algorithm === algorithm && part.checksum.value === value)
    );
  });
  if (!part || part.etag !== listed.etag || !isAsStored) {
    throw new S3Error('InvalidPart', undefined, {
      UploadId: record.uploadId,
      PartNumber: String(listed.partNumber),
      ETag: listed.etag,
    });
  }
  if (record.checksum?.type === 'COMPOSITE' && listed.checksums.length === 0) {
    throw new S3Error(
      'InvalidRequest',
      `The upload was created using a ${record.checksum.algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${listed.partNumber} in the request.`,
    );
  }
  return part;
}
