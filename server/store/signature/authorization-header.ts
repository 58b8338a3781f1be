import type { RequestHeaders } from '../http/request-headers.ts';
import { S3Error } from '../s3-error.ts';
import { formatAmzDate, parseAmzDate } from './amz-date.ts';
import { type ClaimedSignature, parseCredential, parseSignedHeaders } from './claimed-signature.ts';

/**
 * Reads `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
 * @throws S3Error InvalidRequest, AuthorizationHeaderMalformed or AccessDenied (no usable date)
 */
export function parseAuthorizationHeader(authorization: string, headers: RequestHeaders): ClaimedSignature {
  if (!/^AWS4-HMAC-SHA256\s/.test(authorization)) {
    throw new S3Error(
      'InvalidRequest',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
  }
  const fields = new Map(
    authorization
      .slice('AWS4-HMAC-SHA256'.length)
      .split(',')
      .map((field) => field.trim())
      .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)] as const),
  );
  const credential = parseCredential(fields.get('Credential') ?? '');
  const signedHeaders = parseSignedHeaders(fields.get('SignedHeaders') ?? '');
  const signature = fields.get('Signature') ?? '';
  if (!credential || signedHeaders.length === 0 || signature === '') {
    throw new S3Error('AuthorizationHeaderMalformed');
  }
  return { source: 'header', ...credential, signedHeaders, signature, ...requestDate(headers) };
}

function requestDate(headers: RequestHeaders): { amzDate: string; timeMs: number } {
  const amzDate = headers.get('x-amz-date');
  const timeMs = amzDate === undefined ? Date.parse(headers.get('date') ?? '') : parseAmzDate(amzDate);
  if (timeMs === undefined || Number.isNaN(timeMs)) {
    throw new S3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  }
  return { amzDate: amzDate ?? formatAmzDate(timeMs), timeMs };
}
