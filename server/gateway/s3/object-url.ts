import { encodeRfc3986 } from '../../encode-rfc3986.ts';
import type { S3Access } from './s3-access.ts';

/**
 * Path-style URL of the bucket or of an object in it: every S3 implementation answers this form.
 * Keys with `.` or `..` segments must be refused before: URL parsers fold them.
 */
export function objectUrl(access: S3Access, key?: string): string {
  const base = `${access.endpoint}/${encodeRfc3986(access.bucket)}`;
  return key === undefined ? base : `${base}/${key.split('/').map(encodeRfc3986).join('/')}`;
}
