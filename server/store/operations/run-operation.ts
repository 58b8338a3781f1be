import type { S3Answer } from '../s3-answer.ts';
import { S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import { listBuckets } from './bucket-basics.ts';
import { chooseOperation } from './choose-operation.ts';
import { createBucket } from './create-bucket.ts';
import { getObject } from './get-object.ts';
import { maxKeyBytes } from './limits.ts';
import type { StoreContext } from './operation.ts';
import { refuseUnsupported } from './refuse-unsupported.ts';

/**
 * Finds and runs what a verified request asks for. Everything but the reading of public objects is the owner's alone.
 * @throws S3Error
 */
export async function runOperation(request: S3Request, context: StoreContext): Promise<S3Answer> {
  const { method, target, identity } = request;
  const isOwner = identity.kind === 'owner';
  if (target.bucket === '') {
    if (!isOwner) throw new S3Error('AccessDenied');
    if (method !== 'GET' || target.key !== '')
      throw new S3Error('MethodNotAllowed', undefined, { Method: method });
    return listBuckets(request, context);
  }
  if (method === 'PUT' && target.key === '' && !request.query.has('cors')) {
    if (!isOwner) throw new S3Error('AccessDenied');
    if (request.query.size === 0 || request.query.has('x-id')) return createBucket(request, context);
  }
  const bucket = context.shelf.get(target.bucket);
  if (!bucket) throw new S3Error('NoSuchBucket', undefined, { BucketName: target.bucket.slice(0, 200) });
  if (Buffer.byteLength(target.key) > maxKeyBytes) {
    throw new S3Error('KeyTooLongError', undefined, {
      Size: String(Buffer.byteLength(target.key)),
      MaxSizeAllowed: String(maxKeyBytes),
    });
  }
  const operation = chooseOperation(request);
  if (!isOwner && operation !== getObject) throw new S3Error('AccessDenied');
  refuseUnsupported(request.headers);
  return operation(request, { ...context, bucket });
}
