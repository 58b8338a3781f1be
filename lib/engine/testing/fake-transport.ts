import { UploadError } from '../../core/upload-error.ts';
import { MAX_ANSWER_BYTES } from '../../protocol/read-text.ts';
import { parseRetryAfter } from '../../protocol/retry-after.ts';
import type { Clock, PutAnswer, Transport } from '../ports.ts';

/** A PUT as it arrives. Names of headers are in lower case, as HTTP compares them. */
export interface ArrivedPut {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Blob;
}

/** What a server answers; names of headers in lower case. */
export interface ServerAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A server for PUTs: an answer, or none for ever, or nobody there. */
export type PutServer = (put: ArrivedPut) => ServerAnswer | 'silent' | 'refused' | Promise<ServerAnswer>;

/** A transport to a server in memory. It waits by the clock only when the server is silent. */
export function createFakeTransport(server: PutServer, clock: Clock): Transport {
  return {
    async put({ url, headers }, body, stallLimitMs, signal, onSent) {
      const { origin } = new URL(url);
      await Promise.resolve();
      refuseAborted(signal);
      const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
      const blob = new Blob([body]);
      const answer = await server({ url, headers: Object.fromEntries(names), body: blob });
      refuseAborted(signal);
      if (answer !== 'refused') for (const bytes of [Math.floor(blob.size / 2), blob.size]) onSent?.(bytes);
      if (answer === 'refused') throw failure('network', origin);
      if (answer === 'silent') return await neverAnswered(clock, stallLimitMs, signal, origin);
      return readAnswer(answer, clock.nowMs(), origin);
    },
  };
}

function readAnswer(
  { status, headers = {}, body = '' }: ServerAnswer,
  nowMs: number,
  origin: string,
): PutAnswer {
  if (status >= 300 && status < 400 && headers['location'] !== undefined) throw failure('network', origin);
  if (new TextEncoder().encode(body).byteLength > MAX_ANSWER_BYTES) {
    throw new UploadError('protocol', `an answer is larger than ${MAX_ANSWER_BYTES} bytes`, { status });
  }
  const retryAfterMs = parseRetryAfter(headers['retry-after'] ?? null, nowMs);
  const etag = headers['etag']?.replace(/^W\//, '').replace(/^"(.*)"$/, '$1') ?? null;
  return { status, etag, body, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

function neverAnswered(clock: Clock, limitMs: number, signal: AbortSignal, origin: string): Promise<never> {
  return new Promise((_resolve, reject) => {
    const callOff = clock.schedule(limitMs, () => reject(failure('timeout', origin)));
    signal.addEventListener('abort', () => {
      callOff();
      reject(cancelled());
    });
  });
}

function refuseAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

function cancelled(): UploadError {
  return new UploadError('cancelled', 'the PUT was cancelled', { step: 'put' });
}

function failure(code: 'network' | 'timeout', origin: string): UploadError {
  return new UploadError(code, `a part could not be sent to ${origin}`, { step: 'put', origin });
}
