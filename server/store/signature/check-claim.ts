import { S3Error } from '../s3-error.ts';
import { isoSeconds } from './amz-date.ts';
import type { ClaimedSignature } from './claimed-signature.ts';

export interface StoreCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

const maxSkewMs = 900_000; // S3 API reference, RequestTimeTooSkewed

/** @throws S3Error AuthorizationHeaderMalformed / AuthorizationQueryParametersError when the scope is not of this store */
export function checkScope(claim: ClaimedSignature, region: string): void {
  const { scope } = claim;
  if (scope.region !== region) {
    throw malformed(claim, `the region '${scope.region}' is wrong; expecting '${region}'`, {
      Region: region,
    });
  }
  if (scope.service !== 's3')
    throw malformed(claim, `incorrect service "${scope.service}". This endpoint belongs to "s3".`);
  if (scope.terminator !== 'aws4_request') {
    throw malformed(claim, `incorrect terminal "${scope.terminator}". This endpoint uses "aws4_request".`);
  }
  if (scope.day !== claim.amzDate.slice(0, 8)) {
    throw malformed(
      claim,
      `Invalid credential date "${scope.day}". This date is not the same as X-Amz-Date: "${claim.amzDate.slice(0, 8)}".`,
    );
  }
}

function malformed(
  claim: ClaimedSignature,
  reason: string,
  details: Readonly<Record<string, string>> = {},
): S3Error {
  return claim.source === 'header'
    ? new S3Error('AuthorizationHeaderMalformed', `The authorization header is malformed; ${reason}`, details)
    : new S3Error(
        'AuthorizationQueryParametersError',
        `Error parsing the X-Amz-Credential parameter; ${reason}`,
        details,
      );
}

/** @throws S3Error RequestTimeTooSkewed for a header, AccessDenied for a presigned URL too old or of the future */
export function checkTime(claim: ClaimedSignature, nowMs: number): void {
  if (claim.expiresSeconds === undefined) {
    if (Math.abs(nowMs - claim.timeMs) <= maxSkewMs) return;
    throw new S3Error('RequestTimeTooSkewed', undefined, {
      RequestTime: claim.amzDate,
      ServerTime: isoSeconds(nowMs),
      MaxAllowedSkewMilliseconds: String(maxSkewMs),
    });
  }
  if (claim.timeMs - nowMs > maxSkewMs) throw new S3Error('AccessDenied', 'Request is not valid yet');
  const expiresMs = claim.timeMs + claim.expiresSeconds * 1000;
  if (nowMs <= expiresMs) return;
  throw new S3Error('AccessDenied', 'Request has expired', {
    'X-Amz-Expires': String(claim.expiresSeconds),
    Expires: isoSeconds(expiresMs),
    ServerTime: isoSeconds(nowMs),
  });
}
