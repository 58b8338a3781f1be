import { encodeRfc3986 } from '../../encode-rfc3986.ts';
import { S3Error } from '../s3-error.ts';

/** As `encodeRfc3986`, slashes kept: for a path. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeRfc3986).join('/');
}

/** @throws S3Error InvalidURI when an escape is malformed or the bytes aren't UTF-8. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI');
  }
}
