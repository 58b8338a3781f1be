import { parseErrorXml } from './parse-xml.ts';
import type { S3Access } from './s3-access.ts';
import { S3Error } from './s3-error.ts';
import { presignUrl, type S3Request, signRequest } from './sign-request.ts';

export interface S3Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Signed control calls to one bucket. */
export interface S3Client {
  readonly access: S3Access;
  /** Sends one request, retrying network errors and 5xx. Rejects with an S3Error for all but 2xx. */
  send(request: S3Request): Promise<S3Answer>;
  presign(request: S3Request, expiresSeconds: number): Promise<string>;
}

const RETRY_WAITS_MS = [100, 400];
// S3 holds the answer of a large CompleteMultipartUpload for minutes (it sends white space meanwhile).
const ANSWER_LIMIT_MS = 10 * 60_000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function errorOf(request: S3Request, answer: S3Answer): S3Error | undefined {
  const isOk = answer.status >= 200 && answer.status < 300;
  // CompleteMultipartUpload and copies answer 200 and only then work: the body says how it ended. Other bodies are data.
  const worksLate = request.method === 'POST' || request.headers?.['x-amz-copy-source'] !== undefined;
  const found = isOk && !worksLate ? undefined : parseErrorXml(answer.text);
  if (isOk && found === undefined) return undefined;
  const status = isOk ? 500 : answer.status;
  const code = found?.code ?? `Http${status}`;
  return new S3Error(code, status, `S3: ${code}${found?.message ? `: ${found.message}` : ''}`);
}

async function sendOnce(access: S3Access, request: S3Request, nowMs: number): Promise<S3Answer> {
  const { url, headers } = await signRequest(access, request, nowMs);
  try {
    const response = await fetch(url, {
      method: request.method,
      headers,
      body: request.method === 'GET' || request.method === 'HEAD' ? null : (request.body ?? ''),
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    throw new S3Error('Network', 503, 'The S3 endpoint does not answer', { cause });
  }
}

const isTransient = (error: S3Error): boolean => error.status >= 500 && error.code !== 'NotImplemented';

/** `now` is the clock of the signatures: S3 refuses one that is 15 minutes off. */
export function createS3Client(access: S3Access, now: () => number = Date.now): S3Client {
  return {
    access,
    presign: (request, expiresSeconds) => presignUrl(access, request, expiresSeconds, now()),
    async send(request) {
      for (let attempt = 0; ; attempt += 1) {
        const answer = await sendOnce(access, request, now()).catch((error: unknown) => {
          if (error instanceof S3Error) return error;
          throw error;
        });
        const error = answer instanceof S3Error ? answer : errorOf(request, answer);
        if (error === undefined && !(answer instanceof S3Error)) return answer;
        const waitMs = RETRY_WAITS_MS[attempt];
        if (error === undefined || !isTransient(error) || waitMs === undefined) throw error;
        await wait(waitMs);
      }
    },
  };
}
