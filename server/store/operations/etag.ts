import { createHash } from 'node:crypto';

export function quoted(etag: string): string {
  return `"${etag}"`;
}

export function stripQuotes(etag: string): string {
  return etag.trim().replace(/^"(.*)"$/, '$1');
}

/** S3's ETag of an object completed from parts: the MD5 of the parts' MD5s, and how many they are. */
export function multipartEtag(partEtags: readonly string[]): string {
  const hash = createHash('md5');
  for (const etag of partEtags) hash.update(Buffer.from(etag, 'hex'));
  return `${hash.digest('hex')}-${partEtags.length}`;
}
