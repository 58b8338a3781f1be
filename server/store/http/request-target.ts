import { decodePercent } from './percent-encoding.ts';

/** What a request line and its Host header name. `path` and `query` are decoded; the signature is made over them. */
export interface RequestTarget {
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Empty for the service itself. */
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
}

/**
 * Splits a raw request target. Never through `URL`, which would resolve `..` in a key.
 * @param baseHosts host names under which a bucket may stand as a subdomain ("virtual-host style")
 * @throws S3Error InvalidURI
 */
export function parseRequestTarget(
  rawTarget: string,
  host: string,
  baseHosts: readonly string[],
): RequestTarget {
  const target = rawTarget.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = target.indexOf('?');
  const path = decodePercent(mark < 0 ? target : target.slice(0, mark)) || '/';
  const query = mark < 0 ? [] : parseQuery(target.slice(mark + 1));
  const bucketOfHost = virtualHostBucket(host, baseHosts);
  if (bucketOfHost !== undefined) return { path, query, bucket: bucketOfHost, key: path.slice(1) };
  const slash = path.indexOf('/', 1);
  if (slash < 0) return { path, query, bucket: path.slice(1), key: '' };
  return { path, query, bucket: path.slice(1, slash), key: path.slice(slash + 1) };
}

function virtualHostBucket(host: string, baseHosts: readonly string[]): string | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const base = baseHosts.find((candidate) => name.endsWith(`.${candidate}`));
  return base === undefined ? undefined : name.slice(0, -base.length - 1);
}

/** A plus means a space here, as browsers write it and S3 reads it. */
function parseQuery(text: string): (readonly [string, string])[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      const value = equals < 0 ? '' : pair.slice(equals + 1);
      return [decodePercent(name.replaceAll('+', ' ')), decodePercent(value.replaceAll('+', ' '))] as const;
    });
}
