import type { ObjectRecord } from '../disk/object-record.ts';
import { S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import { type ByteRange, parseByteRange } from './byte-range.ts';
import { stripQuotes } from './etag.ts';
import { readPartNumber } from './part-number.ts';

/**
 * The range asked of an object by `Range` or `partNumber`; undefined for the whole.
 * @throws S3Error InvalidRange, InvalidArgument, InvalidRequest
 */
export function requestedRange(request: S3Request, record: ObjectRecord): ByteRange | undefined {
  const rangeHeader = isRangeValid(request, record) ? request.headers.get('range') : undefined;
  if (request.query.has('partNumber')) {
    if (rangeHeader !== undefined) {
      throw new S3Error('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
    }
    return partRange(readPartNumber(request.query), record);
  }
  const range = parseByteRange(rangeHeader, record.sizeBytes);
  if (range !== 'unsatisfiable') return range;
  throw new S3Error('InvalidRange', undefined, {
    RangeRequested: rangeHeader ?? '',
    ActualObjectSize: String(record.sizeBytes),
  });
}

/** If-Range: a client that goes on with an older object gets the whole of the new one. */
function isRangeValid(request: S3Request, record: ObjectRecord): boolean {
  const ifRange = request.headers.get('if-range');
  return ifRange === undefined || stripQuotes(ifRange) === record.etag;
}

/** The parts of an object count from 1, whatever numbers they were uploaded under. */
function partRange(partNumber: number, record: ObjectRecord): ByteRange | undefined {
  const part = record.parts[partNumber - 1];
  if (!part) throw new S3Error('InvalidRange', 'The requested partnumber is not satisfiable');
  if (record.sizeBytes === 0) return undefined;
  const start = record.parts.slice(0, partNumber - 1).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return { start, end: start + part.sizeBytes - 1 };
}
