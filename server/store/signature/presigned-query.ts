import { S3Error } from '../s3-error.ts';
import { parseAmzDate } from './amz-date.ts';
import { type ClaimedSignature, parseCredential, parseSignedHeaders } from './claimed-signature.ts';

const weekSeconds = 604_800; // the longest a presigned URL may hold (S3 user guide, "Sharing objects with presigned URLs")

/**
 * Reads the X-Amz-* parameters of a presigned URL.
 * @throws S3Error AuthorizationQueryParametersError
 */
export function parsePresignedQuery(query: ReadonlyMap<string, string>): ClaimedSignature {
  const [algorithm, credentialText, signature, amzDate, signedHeaders, expires] = [
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Signature',
    'X-Amz-Date',
    'X-Amz-SignedHeaders',
    'X-Amz-Expires',
  ].map((name) => query.get(name) ?? '');
  if (!algorithm || !credentialText || !signature || !amzDate || !signedHeaders || !expires) {
    throw refusal(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  if (algorithm !== 'AWS4-HMAC-SHA256') throw refusal('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  const credential = parseCredential(credentialText);
  if (!credential) {
    throw refusal(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  const timeMs = parseAmzDate(amzDate);
  if (timeMs === undefined)
    throw refusal("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  return {
    source: 'query',
    ...credential,
    signedHeaders: parseSignedHeaders(signedHeaders),
    signature,
    amzDate,
    timeMs,
    expiresSeconds: parseExpires(expires),
  };
}

function parseExpires(text: string): number {
  if (!/^-?\d{1,18}$/.test(text)) throw refusal('X-Amz-Expires should be a number');
  const seconds = Number(text);
  if (seconds < 0) throw refusal('X-Amz-Expires must be non-negative');
  if (seconds > weekSeconds) {
    throw refusal(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  return seconds;
}

function refusal(message: string): S3Error {
  return new S3Error('AuthorizationQueryParametersError', message);
}
