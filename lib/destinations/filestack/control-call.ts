import ky from 'ky';
import { controlError } from '../../core/answer-errors.ts';
import { UploadError } from '../../core/upload-error.ts';
import { readText } from '../../protocol/read-text.ts';
import { parseRetryAfter } from '../../protocol/retry-after.ts';

/** Given with each body once more: a request that is made of another has the same, but for the referrer. */
const referrerPolicy = 'no-referrer';

/** A control call carries a few hundred bytes; one that takes longer is stuck. */
const TIME_LIMIT_MS = 30_000;

export interface ControlCall {
  /** Name of the step, for errors: the last part of the path. */
  readonly step: string;
  readonly url: string;
  /** POST when it is not given. */
  readonly method?: 'get' | 'post' | 'delete';
  readonly body?: object;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** 30 s when it is not given. */
  readonly timeLimitMs?: number;
}

/** An answer below 300. `json` is null when there is no body, or none that counts. */
export interface ControlAnswer {
  readonly status: number;
  readonly json: unknown;
}

/**
 * One call with an answer in JSON. Retries are the engine's, so there are none here; no cookies, referrer or redirects, since it
 * carries a key. Rejects with an `UploadError`.
 */
export async function controlCall(call: ControlCall): Promise<ControlAnswer> {
  const { origin } = new URL(call.url);
  // Over the whole answer: ky's own limit ends with its headers, and a body may trickle for ever.
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), call.timeLimitMs ?? TIME_LIMIT_MS);
  const body = call.body && JSON.stringify(call.body);
  try {
    const response = await ky(call.url, {
      method: call.method ?? 'post',
      headers: { ...call.headers, ...(body && { 'Content-Type': 'application/json' }) },
      // ky copies each request for retries, which it is not to make; of one with a body that takes a millisecond.
      ...(body && { fetch: (request) => fetch(request, { body, referrerPolicy }) }),
      signal: AbortSignal.any([call.signal, limit.signal]),
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy,
      // Answers to others are never taken from a cache, and `no-store` would cost each a preflight of its own.
      ...(call.method === 'get' && { cache: 'no-store' }),
    });
    const text = await readText(response);
    const { status } = response;
    if (status >= 300) {
      const retryAfterMs = parseRetryAfter(response.headers.get('Retry-After'), Date.now());
      const answer = { step: call.step, status, body: text, origin };
      throw controlError(retryAfterMs === undefined ? answer : { ...answer, retryAfterMs });
    }
    // "Ask again later" is said by the status; what is beside it may be anything.
    return { status, json: status === 202 ? null : parseJson(text, call.step, status) };
  } catch (thrown) {
    throw callError(thrown, call, limit.signal, origin);
  } finally {
    clearTimeout(timer);
  }
}

function parseJson(body: string, step: string, status: number): unknown {
  if (body.trim() === '') return null;
  try {
    return JSON.parse(body);
  } catch (cause) {
    // Truncated, or the page of a proxy: the next answer may be whole, so this counts as the server's fault.
    throw new UploadError('server', `the answer to ${step} is no JSON`, { step, status }, cause);
  }
}

function callError(
  thrown: unknown,
  { step, signal, timeLimitMs = TIME_LIMIT_MS }: ControlCall,
  limit: AbortSignal,
  origin: string,
): UploadError {
  if (thrown instanceof UploadError) return thrown;
  if (signal.aborted) return new UploadError('cancelled', `${step} was cancelled`, { step }, thrown);
  if (limit.aborted) {
    return new UploadError(
      'timeout',
      `no answer to ${step} within ${timeLimitMs / 1000} s`,
      { step, origin },
      thrown,
    );
  }
  return new UploadError('network', `${step} could not reach ${origin}`, { step, origin }, thrown);
}
