import type { RequestHeaders } from '../http/request-headers.ts';
import { S3Error } from '../s3-error.ts';

/** What was promised about the body. `signedAs` is the last line of the canonical request. */
export type PayloadClaim =
  | { readonly kind: 'unsigned'; readonly signedAs: string }
  | { readonly kind: 'sha256'; readonly signedAs: string }
  | {
      readonly kind: 'streaming';
      readonly signedAs: string;
      readonly hasPartSignatures: boolean;
      readonly hasTrailer: boolean;
    };

/**
 * Reads `x-amz-content-sha256`. Headers that sign must carry it; a presigned URL may, and means UNSIGNED-PAYLOAD otherwise.
 * @throws S3Error InvalidRequest when missing, InvalidArgument when it is no known value, NotImplemented for SigV4A
 */
export function payloadClaim(
  source: 'header' | 'query' | undefined,
  headers: RequestHeaders,
  query: ReadonlyMap<string, string>,
): PayloadClaim {
  const value =
    headers.get('x-amz-content-sha256') ??
    query.get('X-Amz-Content-Sha256') ??
    query.get('x-amz-content-sha256');
  if (value === undefined) {
    if (source !== 'header') return { kind: 'unsigned', signedAs: 'UNSIGNED-PAYLOAD' };
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  if (/^[0-9a-f]{64}$/i.test(value)) return { kind: 'sha256', signedAs: value };
  switch (value) {
    case 'UNSIGNED-PAYLOAD':
      return { kind: 'unsigned', signedAs: value };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
      return { kind: 'streaming', signedAs: value, hasPartSignatures: true, hasTrailer: false };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return { kind: 'streaming', signedAs: value, hasPartSignatures: true, hasTrailer: true };
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return { kind: 'streaming', signedAs: value, hasPartSignatures: false, hasTrailer: true };
    case 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD':
    case 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER':
      throw new S3Error('NotImplemented');
    default:
      throw new S3Error(
        'InvalidArgument',
        'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
        { ArgumentName: 'x-amz-content-sha256', ArgumentValue: value.slice(0, 200) },
      );
  }
}
