import { UploadError } from '../core/upload-error.ts';
import type { Clock, PutAnswer, Transport } from '../engine/ports.ts';
import { MAX_ANSWER_BYTES } from '../protocol/read-text.ts';
import { parseRetryAfter } from '../protocol/retry-after.ts';
import { untyped } from './put-body.ts';
import { putCancelled, putFailed, unquotedEtag } from './put-outcome.ts';
import { watchStall } from './stall-watch.ts';

/**
 * PUTs by XMLHttpRequest, which a document has and a service worker has not. It tells of bytes on the wire, so that a
 * slow part is told from a stalled one.
 *
 * It follows redirects, and nothing can keep it from that: the body and the headers have then been sent on to where
 * the store pointed, as far as that place's CORS rules allow, and all that can be done is not to believe its answer.
 * It sends cookies to origins for which the extension has host permission, so it is not to be used for those.
 */
export function createXhrTransport(clock: Pick<Clock, 'nowMs' | 'schedule'>): Transport {
  return {
    put: ({ url, headers }, body, stallLimitMs, signal, onSent) =>
      new Promise((resolve, reject) => {
        const { origin } = new URL(url);
        if (signal.aborted) throw putCancelled(signal.reason);
        const sizeBytes = body instanceof Blob ? body.size : body.byteLength;
        const request = new XMLHttpRequest();
        const watch = watchStall(sizeBytes, stallLimitMs, clock, () => fail(putFailed('timeout', origin)));
        const cancel = () => fail(putCancelled(signal.reason));

        function end(): void {
          watch.stop();
          signal.removeEventListener('abort', cancel);
        }
        function fail(error: UploadError): void {
          end();
          reject(error);
          request.abort();
        }

        signal.addEventListener('abort', cancel);
        request.upload.onprogress = ({ loaded }) => {
          watch.moved(loaded);
          onSent?.(loaded);
        };
        request.onprogress = ({ loaded }) => {
          if (loaded > MAX_ANSWER_BYTES) fail(tooLarge(request.status));
        };
        request.onerror = () => fail(putFailed('network', origin));
        request.onload = () => {
          end();
          try {
            resolve(answerOf(request, url));
          } catch (thrown) {
            reject(thrown);
          }
        };
        request.open('PUT', url);
        request.responseType = 'arraybuffer';
        for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
        request.send(untyped(body));
      }),
  };
}

/** @throws UploadError `protocol` when it is not the answer of whom was asked, or too large */
function answerOf(request: XMLHttpRequest, url: string): PutAnswer {
  const { status, responseURL } = request;
  const asked = new URL(url);
  asked.hash = '';
  if (responseURL !== asked.href) {
    const details = { step: 'put', status, origin: asked.origin };
    throw new UploadError('protocol', `${asked.origin} sent a part on to elsewhere`, details);
  }
  const bytes: unknown = request.response;
  const body = bytes instanceof ArrayBuffer ? bytes : new ArrayBuffer(0);
  if (body.byteLength > MAX_ANSWER_BYTES) throw tooLarge(status);
  const retryAfterMs = parseRetryAfter(request.getResponseHeader('Retry-After'), Date.now());
  return {
    status,
    etag: unquotedEtag(request.getResponseHeader('ETag')),
    body: new TextDecoder().decode(body),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function tooLarge(status: number): UploadError {
  return new UploadError('protocol', `an answer is larger than ${MAX_ANSWER_BYTES} bytes`, { status });
}
