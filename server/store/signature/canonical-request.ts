import { encodeRfc3986 } from '../../encode-rfc3986.ts';
import { encodePath } from '../http/percent-encoding.ts';
import type { RequestHeaders } from '../http/request-headers.ts';
import type { RequestTarget } from '../http/request-target.ts';

export interface RequestToSign {
  readonly method: string;
  readonly target: Pick<RequestTarget, 'path' | 'query'>;
  readonly headers: RequestHeaders;
}

/**
 * SigV4's canonical request in S3's dialect: the path is encoded once and its dots and double slashes are kept.
 * It is built from decoded values, so any valid escaping a client chose gives the same text.
 */
export function canonicalRequest(
  request: RequestToSign,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  const headerLines = signedHeaders.map(
    (name) => `${name}:${collapseSpaces(request.headers.get(name) ?? '')}\n`,
  );
  return [
    request.method,
    encodePath(request.target.path),
    canonicalQuery(request.target.query),
    headerLines.join(''),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

function canonicalQuery(query: RequestTarget['query']): string {
  return query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const)
    .sort((one, other) => compare(one[0], other[0]) || compare(one[1], other[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function collapseSpaces(value: string): string {
  return value.trim().replace(/ +/g, ' ');
}
