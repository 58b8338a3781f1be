import type { S3Access } from './s3-access.ts';

/** Percent-encodes all but RFC 3986's unreserved characters, as SigV4 asks. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Path-style URL of the bucket or of an object in it: every S3 implementation answers this form.
 * Keys with `.` or `..` segments must be refused before: URL parsers fold them.
 */
export function objectUrl(access: S3Access, key?: string): string {
  const base = `${access.endpoint}/${encodeRfc3986(access.bucket)}`;
  return key === undefined ? base : `${base}/${key.split('/').map(encodeRfc3986).join('/')}`;
}
