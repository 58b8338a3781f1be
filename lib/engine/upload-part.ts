import { putError } from '../core/answer-errors.ts';
import type { StoredPart, UploadSession } from '../core/job.ts';
import type { PartRange } from '../core/part-plan.ts';
import type { StoreOptions } from '../core/store-options.ts';
import { UploadError } from '../core/upload-error.ts';
import type { Destination, PartDigest, PartReader, PutAnswer, Transport } from './ports.ts';
import type { PutPace } from './put-pace.ts';

/** What one attempt at one part needs. */
export interface PartAttempt {
  readonly destination: Destination;
  readonly transport: Transport;
  readonly reader: PartReader;
  readonly session: UploadSession;
  readonly store: StoreOptions;
  readonly range: PartRange;
  readonly pace: PutPace;
  /** Resolves when the part may go onto the wire. */
  readonly wirePlace: () => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * One attempt at one part: hash, sign, send, check. The signature is made inside the attempt, so a presigned URL is
 * never older than that. Rejects with an `UploadError`.
 */
export async function uploadPart(attempt: PartAttempt): Promise<StoredPart> {
  const { destination, transport, reader, range, pace, signal } = attempt;
  const { body, digest } = await reader.read(range, signal);
  signal.throwIfAborted();
  const { partNumber, sizeBytes } = range;
  const part = { partNumber, sizeBytes, ...(digest && { md5: digest.base64 }) };
  const signed = await destination.signPart(attempt.session, attempt.store, part, signal);
  const headers =
    digest === undefined || hasContentMd5(signed.headers)
      ? signed.headers
      : { ...signed.headers, 'Content-MD5': digest.base64 };
  await attempt.wirePlace();
  signal.throwIfAborted();
  const answer = await pace.measure(sizeBytes, (limitMs) =>
    transport.put({ url: signed.url, headers }, body, limitMs, signal),
  );
  return { ...part, etag: checkedEtag(answer, digest, new URL(signed.url).origin) };
}

function hasContentMd5(headers: Readonly<Record<string, string>>): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'content-md5');
}

function checkedEtag(answer: PutAnswer, digest: PartDigest | undefined, origin: string): string {
  const { status, etag, body, retryAfterMs } = answer;
  const isError = status < 200 || status > 299 || /<Error>/i.test(body);
  if (isError) {
    throw putError({
      step: 'put',
      status,
      body,
      origin,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  if (etag === null || etag === '') {
    throw new UploadError('etag-hidden', 'the store hides the ETag of a stored part', {
      step: 'put',
      origin,
    });
  }
  // 32 hex digits are an MD5; other tags (SSE-KMS and the like) say nothing of the bytes, Content-MD5 did.
  if (digest !== undefined && /^[0-9a-f]{32}$/i.test(etag) && etag.toLowerCase() !== digest.hex) {
    throw new UploadError('integrity', 'the store has other bytes than were sent', { step: 'put', origin });
  }
  return etag;
}
