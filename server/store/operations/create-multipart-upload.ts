import { type ChecksumAlgorithm, parseChecksumAlgorithm } from '../body/checksum-algorithm.ts';
import type { UploadRecord } from '../disk/object-record.ts';
import type { RequestHeaders } from '../http/request-headers.ts';
import { xmlAnswer } from '../s3-answer.ts';
import { S3Error } from '../s3-error.ts';
import { readObjectAttributes } from './object-attributes.ts';
import type { BucketOperation } from './operation.ts';

export const createMultipartUpload: BucketOperation = async (request, { bucket, now }) => {
  const { key } = request.target;
  const checksum = readUploadChecksum(request.headers);
  const upload = await bucket.uploads.create({
    ...readObjectAttributes(request.headers),
    key,
    createdAtMs: now(),
    ...(checksum ? { checksum } : {}),
  });
  return xmlAnswer(
    'InitiateMultipartUploadResult',
    { Bucket: bucket.name, Key: key, UploadId: upload.uploadId },
    checksum
      ? { 'x-amz-checksum-algorithm': checksum.algorithm.toUpperCase(), 'x-amz-checksum-type': checksum.type }
      : {},
  );
};

/** Types each algorithm knows, the default first (S3 user guide, "Checking object integrity"). */
const types: Readonly<Record<ChecksumAlgorithm, readonly ('FULL_OBJECT' | 'COMPOSITE')[]>> = {
  crc32: ['COMPOSITE', 'FULL_OBJECT'],
  crc32c: ['COMPOSITE', 'FULL_OBJECT'],
  crc64nvme: ['FULL_OBJECT'],
  sha1: ['COMPOSITE'],
  sha256: ['COMPOSITE'],
};

function readUploadChecksum(headers: RequestHeaders): UploadRecord['checksum'] {
  const [algorithmText, typeText] = [
    headers.get('x-amz-checksum-algorithm'),
    headers.get('x-amz-checksum-type'),
  ];
  if (algorithmText === undefined) {
    if (typeText === undefined) return undefined;
    throw new S3Error(
      'InvalidRequest',
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const algorithm = parseChecksumAlgorithm(algorithmText);
  if (!algorithm) {
    throw new S3Error(
      'InvalidRequest',
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  }
  const type = types[algorithm].find((candidate) => typeText === undefined || candidate === typeText);
  if (type) return { algorithm, type };
  throw new S3Error(
    'InvalidRequest',
    `The ${typeText} checksum type cannot be used with the ${algorithm.toUpperCase()} checksum algorithm.`,
  );
}
