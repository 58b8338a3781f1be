import { GatewayError } from './gateway-error.ts';

/** Keys under this prefix are the gateway's own records. */
export const RECORD_PREFIX = '.filestack/';
const MAX_KEY_BYTES = 1024; // S3's limit
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0, S3's language, cannot carry them.
const UNSAFE = /[\u0000-\u001f\u007f\ufffe\uffff]/g;

/** Half a surrogate pair has no UTF-8: S3 and its XML could not name the key. */
const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/** A file name as one segment of a key. */
const segmentOf = (filename: string): string =>
  wellFormed(filename).replace(UNSAFE, '_').replaceAll('/', '_');

/**
 * The object's key by Filestack's rule: `ID_name` at the root, in the folder when `path` ends in `/`, else `path`
 * itself. Leading slashes are dropped. Refuses what no S3 client can name safely.
 */
export function objectKey(path: string, filename: string, id: string): string {
  const bare = wellFormed(path).replace(/^\/+/, '');
  if (bare.search(UNSAFE) !== -1) throw new GatewayError(400, 'path has control characters');
  const key = bare === '' || bare.endsWith('/') ? `${bare}${id}_${segmentOf(filename)}` : bare;
  if (key.split('/').some((segment) => segment === '.' || segment === '..')) {
    throw new GatewayError(400, 'path has a "." or ".." segment');
  }
  if (key.startsWith(RECORD_PREFIX)) throw new GatewayError(400, `path may not begin with ${RECORD_PREFIX}`);
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new GatewayError(400, `the key (path and file name) is longer than ${MAX_KEY_BYTES} bytes`);
  }
  return key;
}
