import { S3Error } from '../s3-error.ts';
import { parseAuthorizationHeader } from './authorization-header.ts';
import { canonicalRequest, type RequestToSign } from './canonical-request.ts';
import { checkScope, checkTime, type StoreCredentials } from './check-claim.ts';
import type { ClaimedSignature } from './claimed-signature.ts';
import { type PayloadClaim, payloadClaim } from './payload-claim.ts';
import { parsePresignedQuery } from './presigned-query.ts';
import { deriveSigningKey, isSameSignature, scopeText, sha256Hex, sign } from './signing-key.ts';

/** Enough to go on verifying the pieces of a signed streaming body, each signed over the one before. */
export interface SignatureChain {
  readonly signingKey: Buffer;
  readonly amzDate: string;
  readonly scope: string;
  readonly seedSignature: string;
}

/** Who sent a request, and what was said about its body. */
export type Identity =
  | { readonly kind: 'anonymous'; readonly payload: PayloadClaim }
  | { readonly kind: 'owner'; readonly payload: PayloadClaim; readonly chain: SignatureChain };

/**
 * Verifies a request's SigV4 signature, in its header or its query. A request without any is anonymous.
 * @throws S3Error with S3's code for whatever is wrong
 */
export function authenticate(request: RequestToSign, credentials: StoreCredentials, nowMs: number): Identity {
  const query = new Map(request.target.query);
  const claim = readClaim(request, query);
  const payload = payloadClaim(claim?.source, request.headers, query);
  if (!claim) return { kind: 'anonymous', payload };
  if (claim.accessKeyId !== credentials.accessKeyId) {
    throw new S3Error('InvalidAccessKeyId', undefined, { AWSAccessKeyId: claim.accessKeyId });
  }
  checkScope(claim, credentials.region);
  checkTime(claim, nowMs);
  checkSignedHeaders(claim, request);
  const signingKey = deriveSigningKey(credentials.secretAccessKey, claim.scope);
  const scope = scopeText(claim.scope);
  const canonical = canonicalRequest(request, claim.signedHeaders, payload.signedAs);
  const stringToSign = ['AWS4-HMAC-SHA256', claim.amzDate, scope, sha256Hex(canonical)].join('\n');
  const expected = sign(signingKey, stringToSign);
  if (!isSameSignature(expected, claim.signature)) {
    // Nothing secret in these: they repeat the request, so that a person can see where the two sides differ.
    throw new S3Error('SignatureDoesNotMatch', undefined, {
      AWSAccessKeyId: claim.accessKeyId,
      StringToSign: stringToSign,
      SignatureProvided: claim.signature,
      CanonicalRequest: canonical,
    });
  }
  return {
    kind: 'owner',
    payload,
    chain: { signingKey, amzDate: claim.amzDate, scope, seedSignature: expected },
  };
}

function readClaim(request: RequestToSign, query: ReadonlyMap<string, string>): ClaimedSignature | undefined {
  const authorization = request.headers.get('authorization');
  const isPresigned = query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature') || query.has('Signature');
  if (authorization !== undefined && isPresigned) {
    throw new S3Error(
      'InvalidArgument',
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    );
  }
  if (authorization !== undefined) return parseAuthorizationHeader(authorization, request.headers);
  return isPresigned ? parsePresignedQuery(query) : undefined;
}

function checkSignedHeaders(claim: ClaimedSignature, request: RequestToSign): void {
  const signed = new Set(claim.signedHeaders);
  const unsigned = [...request.headers.keys()].filter((name) => {
    return (name === 'host' || name.startsWith('x-amz-')) && !signed.has(name);
  });
  // A presigned URL may be sent with the hash of its body, which its maker couldn't know.
  const forgotten = unsigned.filter((name) => claim.source === 'header' || name !== 'x-amz-content-sha256');
  if (forgotten.length > 0) {
    throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed', {
      HeadersNotSigned: forgotten.join(', '),
    });
  }
}
