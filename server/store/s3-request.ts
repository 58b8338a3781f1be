import type { RequestHeaders } from './http/request-headers.ts';
import type { RequestTarget } from './http/request-target.ts';
import type { Identity } from './signature/authenticate.ts';

/** A request whose signature has been verified. */
export interface S3Request {
  readonly method: string;
  readonly target: RequestTarget;
  readonly query: ReadonlyMap<string, string>;
  /** With the `x-amz-*` that a presigned URL carries in its query, as S3 reads them. */
  readonly headers: RequestHeaders;
  readonly identity: Identity;
  /** The body as it comes from the socket; asks a client that waits for "100 Continue" to send it. */
  body(): AsyncIterable<Buffer>;
}
