import type { IncomingMessage, ServerResponse } from 'node:http';
import type { S3Request } from '../s3-request.ts';
import { authenticate } from '../signature/authenticate.ts';
import type { StoreCredentials } from '../signature/check-claim.ts';
import { headerText } from './header-text.ts';
import type { RequestHeaders } from './request-headers.ts';
import type { RequestTarget } from './request-target.ts';

/**
 * Verifies a request and makes it ready for an operation.
 * @throws S3Error when its signature is not good, or a header that its query carries
 */
export function readRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
  parsed: { method: string; target: RequestTarget; headers: RequestHeaders },
  credentials: StoreCredentials,
  nowMs: number,
): S3Request {
  const { method, target, headers } = parsed;
  const identity = authenticate({ method, target, headers }, credentials, nowMs);
  let hasContinued = false;
  return {
    method,
    target,
    query: new Map(target.query),
    headers: withQueryHeaders(headers, target),
    identity,
    body() {
      if (incoming.headers.expect !== undefined && !hasContinued) response.writeContinue();
      hasContinued = true;
      // Without destroyOnReturn: false a refusal in the middle of a body would close the socket it is to be written to.
      return incoming.iterator({ destroyOnReturn: false });
    },
  };
}

/**
 * SDKs move `x-amz-*` headers into the query of a presigned URL, and S3 reads them there.
 * @throws S3Error InvalidArgument
 */
function withQueryHeaders(headers: RequestHeaders, target: RequestTarget): RequestHeaders {
  const hoisted = target.query
    .filter(([name]) => /^x-amz-[\w.-]+$/i.test(name) && !isSignatureParameter(name))
    .map(([name, value]) => [name.toLowerCase(), headerText(name, value)] as const);
  return hoisted.length === 0 ? headers : new Map([...hoisted, ...headers]);
}

function isSignatureParameter(name: string): boolean {
  return /^x-amz-(?:algorithm|credential|date|expires|signedheaders|signature|security-token)$/i.test(name);
}
