import { controlError } from '../../core/answer-errors.ts';
import type { StoredFile } from '../../core/job.ts';
import { UploadError } from '../../core/upload-error.ts';
import { isWebLink, parseServiceUrl } from '../../protocol/origins.ts';
import type { Security } from './security.ts';

const TIME_LIMIT_MS = 30_000;
/** What is read is a test file; more is not what was stored. */
const MOST_BYTES = 2 * 1024 ** 2;
const step = 'verify';

/**
 * The bytes behind a file's link: as everybody gets them, and where that is refused by the account's policy.
 * Rejects with an `UploadError`: `auth` when neither may read it.
 */
export async function readStoredFile(
  { url }: Pick<StoredFile, 'url'>,
  security: Security | undefined,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (!isWebLink(url)) throw new UploadError('protocol', 'the link of the file is no web address', { step });
  try {
    return await read(url, signal);
  } catch (thrown) {
    const isRefused = thrown instanceof UploadError && thrown.code === 'auth';
    // Only where a key might go, too: the link is what a server has answered.
    if (!isRefused || security === undefined || parseServiceUrl(url) === undefined) throw thrown;
    const signed = new URL(url);
    for (const [name, value] of Object.entries(security)) signed.searchParams.set(name, value);
    return await read(signed.href, signal);
  }
}

async function read(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const { origin } = new URL(url);
  const limit = AbortSignal.timeout(TIME_LIMIT_MS);
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, limit]),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    const bytes = await readBytes(response);
    if (response.ok) return bytes;
    const body = new TextDecoder().decode(bytes);
    throw controlError({ step, status: response.status, body, origin });
  } catch (thrown) {
    if (thrown instanceof UploadError) throw thrown;
    if (signal.aborted) throw new UploadError('cancelled', 'reading was cancelled', { step }, thrown);
    const code = limit.aborted ? 'timeout' : 'network';
    throw new UploadError(code, `the file could not be read from ${origin}`, { step, origin }, thrown);
  }
}

async function readBytes(response: Response): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let readBytes = 0;
  for await (const piece of response.body) {
    readBytes += piece.byteLength;
    if (readBytes > MOST_BYTES) throw new UploadError('integrity', 'the link gives another file', { step });
    pieces.push(new Uint8Array(piece));
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
