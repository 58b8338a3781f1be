import type { ObjectSummary } from '../disk/object-index.ts';
import type { RequestHeaders } from '../http/request-headers.ts';
import { S3Error } from '../s3-error.ts';
import { stripQuotes } from './etag.ts';

/**
 * `If-None-Match: *` and `If-Match` of PutObject and CompleteMultipartUpload, to be run when the key is locked.
 * @throws S3Error PreconditionFailed, NoSuchKey, NotImplemented for an If-None-Match other than `*`
 */
export function writePrecondition(headers: RequestHeaders): (present: ObjectSummary | undefined) => void {
  const ifNoneMatch = headers.get('if-none-match');
  const ifMatch = headers.get('if-match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*')
    throw new S3Error('NotImplemented', undefined, { Header: 'If-None-Match' });
  return (present) => {
    if (ifNoneMatch !== undefined && present) {
      throw new S3Error('PreconditionFailed', undefined, { Condition: 'If-None-Match' });
    }
    if (ifMatch === undefined) return;
    if (!present) throw new S3Error('NoSuchKey');
    if (ifMatch !== '*' && stripQuotes(ifMatch) !== present.etag) {
      throw new S3Error('PreconditionFailed', undefined, { Condition: 'If-Match' });
    }
  };
}
