import { UploadError } from '../core/upload-error.ts';
import type { Transport } from '../engine/ports.ts';
import { readText } from '../protocol/read-text.ts';
import { parseRetryAfter } from '../protocol/retry-after.ts';
import { untyped } from './put-body.ts';
import { putCancelled, putFailed, unquotedEtag } from './put-outcome.ts';

/**
 * PUTs by `fetch`, which a service worker has. A blob as body is streamed from disk by the browser. It tells nothing of
 * bytes on the wire, so that a stall shows only as taking too long.
 */
export function createFetchTransport(): Transport {
  return {
    async put({ url, headers }, body, stallLimitMs, signal) {
      const { origin } = new URL(url);
      const limit = AbortSignal.timeout(Math.ceil(stallLimitMs)); // Node takes whole ms only
      try {
        const response = await fetch(url, {
          method: 'PUT',
          headers,
          body: untyped(body),
          signal: AbortSignal.any([signal, limit]),
          credentials: 'omit',
          redirect: 'error',
          referrerPolicy: 'no-referrer',
          cache: 'no-store',
        });
        const retryAfterMs = parseRetryAfter(response.headers.get('Retry-After'), Date.now());
        return {
          status: response.status,
          etag: unquotedEtag(response.headers.get('ETag')),
          body: await readText(response),
          ...(retryAfterMs !== undefined && { retryAfterMs }),
        };
      } catch (thrown) {
        if (thrown instanceof UploadError) throw thrown;
        if (signal.aborted) throw putCancelled(thrown);
        throw putFailed(limit.aborted ? 'timeout' : 'network', origin, thrown);
      }
    },
  };
}
