import type { SourceLimits } from '../core/source-limits.ts';
import { UploadError } from '../core/upload-error.ts';
import type { Clock } from '../engine/ports.ts';
import { captureError } from './capture-error.ts';
import { watchSilence } from './silence-watch.ts';

export interface SourceRequest {
  readonly url: string;
  /** Cookies of the site: only where the picture can't be had without them. */
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly limits: SourceLimits;
  readonly clock: Pick<Clock, 'schedule'>;
  /** Brings bytes to where they take no memory; absent where there is no such place. */
  readonly spill?: (piece: Blob) => Promise<Blob>;
  readonly signal: AbortSignal;
}

/** What came from an address. */
export interface FetchedSource {
  readonly blob: Blob;
  /** Where it was in the end. */
  readonly url: string;
  /** `Content-Disposition`, from which a name may be taken. */
  readonly disposition: string | null;
}

/**
 * Gets what is behind an address, whole or not at all. Rejects with a `source-gone` of the step `capture` that says why,
 * and with `cancelled` when it is no longer wanted.
 */
export async function fetchSource(request: SourceRequest): Promise<FetchedSource> {
  const { url, credentials, limits, clock, spill, signal } = request;
  const stop = new AbortController();
  const watch = watchSilence(limits.stallMs, clock, () => stop.abort(captureError('stalled', url)));
  try {
    const response = await fetch(url, {
      credentials,
      redirect: 'follow',
      signal: AbortSignal.any([signal, stop.signal]),
    });
    if (isDowngrade(url, response.url)) throw captureError('downgrade', url);
    if (!response.ok) throw captureError('status', url, { status: response.status });
    const tooLarge = () => captureError('too-large', url, { limitBytes: limits.maxBytes });
    if (announcedBytes(response) > limits.maxBytes) throw tooLarge();
    const blob = await readWhole(response, limits.maxBytes, watch.moved, tooLarge, spill);
    return { blob, url: response.url, disposition: response.headers.get('Content-Disposition') };
  } catch (thrown) {
    if (signal.aborted)
      throw new UploadError('cancelled', 'the picture is no longer wanted', { step: 'capture' });
    if (thrown instanceof UploadError) throw thrown;
    throw captureError('unreachable', url, {}, thrown);
  } finally {
    watch.stop();
    // What was refused or cut off is not read any further.
    stop.abort();
  }
}

/** What the server says that will come; of what is packed nobody knows how much that is. */
function announcedBytes({ headers }: Response): number {
  return headers.has('Content-Encoding') ? 0 : Number(headers.get('Content-Length'));
}

const PIECE_BYTES = 4 * 1024 ** 2;
/** What nearly all pictures are smaller than is not worth a way over the disk. */
const MEMORY_BYTES = 32 * 1024 ** 2;

async function readWhole(
  response: Response,
  maxBytes: number,
  onMoved: () => void,
  tooLarge: () => UploadError,
  spill: SourceRequest['spill'],
): Promise<Blob> {
  const kept: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let keptBytes = 0;
  for await (const piece of response.body ?? []) {
    onMoved();
    bytes += piece.byteLength;
    if (bytes > maxBytes) throw tooLarge();
    pieces.push(piece);
    if (bytes - keptBytes < PIECE_BYTES) continue;
    // A blob is out of our own memory, and in that of the browser.
    const blob = new Blob(pieces);
    kept.push(spill === undefined || bytes < MEMORY_BYTES ? blob : await spill(blob));
    onMoved();
    keptBytes = bytes;
    pieces = [];
  }
  const type = response.headers.get('Content-Type')?.split(';')[0]?.trim() ?? '';
  const whole = new Blob([...kept, ...pieces], { type });
  // A browser that has no room for a blob says so only to who reads it.
  await whole
    .slice(-1)
    .arrayBuffer()
    .catch((cause: unknown) => {
      throw new UploadError('storage', 'there is no room for what came', { step: 'capture' }, cause);
    });
  return whole;
}

/** What was asked for in a way that nobody can change is not taken from one that anybody can. */
function isDowngrade(asked: string, answered: string): boolean {
  return asked.startsWith('https:') && !answered.startsWith('https:');
}
