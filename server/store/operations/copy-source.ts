import type { HeldObject } from '../disk/object-shelf.ts';
import { decodePercent } from '../http/percent-encoding.ts';
import { S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import type { BucketContext } from './operation.ts';
import { readPrecondition } from './read-precondition.ts';

export interface CopySource {
  readonly bucket: string;
  readonly key: string;
}

/** Reads `x-amz-copy-source: /bucket/key`, percent-encoded, its slashes too if need be. @throws S3Error InvalidArgument */
export function parseCopySource(header: string): CopySource {
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decodePercent(header.split('?')[0] ?? ''));
  if (match) return { bucket: match[1] ?? '', key: match[2] ?? '' };
  throw new S3Error(
    'InvalidArgument',
    'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    {
      ArgumentName: 'x-amz-copy-source',
      ArgumentValue: header.slice(0, 200),
    },
  );
}

/**
 * The object that a copy names, held until released.
 * @throws S3Error NoSuchBucket, NoSuchKey, PreconditionFailed by `x-amz-copy-source-if-*`
 */
export async function holdCopySource(
  request: S3Request,
  { shelf }: BucketContext,
  source: CopySource,
): Promise<HeldObject> {
  const bucket = shelf.get(source.bucket);
  if (!bucket) throw new S3Error('NoSuchBucket', undefined, { BucketName: source.bucket.slice(0, 200) });
  const held = await bucket.objects.hold(source.key);
  if (!held) throw new S3Error('NoSuchKey', undefined, { Key: source.key });
  try {
    if (readPrecondition(held.record, request.headers, 'x-amz-copy-source-') === 'read') return held;
    throw new S3Error('PreconditionFailed');
  } catch (error) {
    held.release();
    throw error;
  }
}
