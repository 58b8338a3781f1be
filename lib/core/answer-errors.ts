import { clipServerText, type ErrorCode, type ErrorDetails, UploadError } from './upload-error.ts';

/** An answer that is not the hoped-for one, reduced to what the decision needs. */
export interface FailedAnswer {
  readonly step: string;
  readonly status: number;
  /** The body as text; may be XML, JSON or a proxy's HTML. */
  readonly body: string;
  readonly origin: string;
  readonly retryAfterMs?: number;
}

function codeOfStatus(status: number): ErrorCode {
  // A proxy on the way says it, never the API or the store: what was asked has reached neither.
  if (status === 407) return 'network';
  if (status === 408) return 'timeout';
  if (status === 425 || status === 429 || status === 503) return 'throttled';
  if (status >= 500) return 'server';
  if (status === 401 || status === 403) return 'auth';
  return 'rejected';
}

/** S3's `<Code>` says more than its status. */
const codesOfS3: Readonly<Record<string, ErrorCode>> = {
  BadDigest: 'integrity',
  InvalidDigest: 'integrity',
  IncompleteBody: 'integrity',
  XAmzContentSHA256Mismatch: 'integrity',
  ExpiredToken: 'url-expired',
  InternalError: 'server',
  NoSuchUpload: 'upload-gone',
  RequestTimeout: 'timeout',
  RequestTimeTooSkewed: 'clock-skew',
  SlowDown: 'throttled',
};

function detailsOf(answer: FailedAnswer, serverText: string): ErrorDetails {
  const { step, status, origin, retryAfterMs } = answer;
  return {
    step,
    status,
    origin,
    ...(serverText !== '' && { serverText: clipServerText(serverText) }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** The error of a refused PUT, judged by S3's XML where there is one. */
export function putError(answer: FailedAnswer): UploadError {
  const s3Code = /<Code>(\w{1,64})<\/Code>/i.exec(answer.body)?.[1] ?? '';
  const message = /<Message>([^<]{1,1000})<\/Message>/i.exec(answer.body)?.[1] ?? '';
  const isExpired = s3Code === 'AccessDenied' && /expired/i.test(message);
  const code = isExpired ? 'url-expired' : (codesOfS3[s3Code] ?? codeOfStatus(answer.status));
  return new UploadError(
    code,
    `the store answered ${answer.status} ${s3Code}`.trim(),
    detailsOf(answer, message),
  );
}

/** The error of a refused control call. Filestack answers `{"error": "…"}`; HTML of a proxy is never shown. */
export function controlError(answer: FailedAnswer): UploadError {
  const code = answer.status === 404 && answer.step !== 'start' ? 'upload-gone' : codeOfStatus(answer.status);
  return new UploadError(
    code,
    `${answer.step} was answered with ${answer.status}`,
    detailsOf(answer, serverWords(answer.body)),
  );
}

function serverWords(body: string): string {
  try {
    const answer: unknown = JSON.parse(body);
    if (
      typeof answer === 'object' &&
      answer !== null &&
      'error' in answer &&
      typeof answer.error === 'string'
    ) {
      return answer.error;
    }
    return '';
  } catch {
    return /[<>]/.test(body) ? '' : body;
  }
}
