import { S3Error } from '../s3-error.ts';

/** SigV4's UriEncode: everything but A–Z a–z 0–9 - . _ ~ as %XX of its UTF-8 bytes. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

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
