import type { ObjectRecord } from '../disk/object-record.ts';
import type { RequestHeaders } from '../http/request-headers.ts';
import { S3Error } from '../s3-error.ts';
import { stripQuotes } from './etag.ts';

/**
 * Conditions of a read. A matching If-Match outweighs If-Unmodified-Since, a present If-None-Match If-Modified-Since
 * (S3 API reference, GetObject).
 * @param prefix `x-amz-copy-source-` for those of a copy
 * @throws S3Error PreconditionFailed
 */
export function readPrecondition(
  record: ObjectRecord,
  headers: RequestHeaders,
  prefix = '',
): 'read' | 'not-modified' {
  const [ifMatch, ifNoneMatch] = [headers.get(`${prefix}if-match`), headers.get(`${prefix}if-none-match`)];
  const changedAfter = (name: string) => isModifiedAfter(record, headers.get(prefix + name));
  if (ifMatch !== undefined && !listsEtag(ifMatch, record.etag)) {
    throw new S3Error('PreconditionFailed', undefined, { Condition: 'If-Match' });
  }
  if (ifMatch === undefined && changedAfter('if-unmodified-since') === true) {
    throw new S3Error('PreconditionFailed', undefined, { Condition: 'If-Unmodified-Since' });
  }
  if (ifNoneMatch !== undefined) return listsEtag(ifNoneMatch, record.etag) ? 'not-modified' : 'read';
  return changedAfter('if-modified-since') === false ? 'not-modified' : 'read';
}

function listsEtag(list: string, etag: string): boolean {
  return list.split(',').some((item) => item.trim() === '*' || stripQuotes(item) === etag);
}

/** Undefined when there is no such date. HTTP dates have no parts of seconds. */
function isModifiedAfter(record: ObjectRecord, date: string | undefined): boolean | undefined {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : Math.floor(record.modifiedAtMs / 1000) * 1000 > time;
}
