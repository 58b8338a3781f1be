import { sourceLimits } from '../core/source-limits.ts';
import { UploadError } from '../core/upload-error.ts';
import type { Clock } from '../engine/ports.ts';
import { captureError } from './capture-error.ts';
import { toDataUrl } from './draw-small.ts';
import { type FetchedSource, fetchSource } from './fetch-source.ts';
import { offeredAddresses } from './offered-addresses.ts';
import { createPageList } from './page-list.ts';
import { type PageFound, type PageReader, PIECE_BYTES } from './page-messages.ts';
import { decodedPicture, findShown, labelOf, placeOf } from './shown-picture.ts';

/**
 * Reads pictures in the page, with the rights of the page. What is found stays here until all of it was taken or it is
 * not wanted any more.
 */
export function createPageReader(clock: Pick<Clock, 'schedule'>): PageReader {
  const found = new Map<string, Blob>();
  const lookedFor = new Map<string, AbortController>();
  const pictures = createPageList(clock);

  async function find(
    id: string,
    look: (signal: AbortSignal) => Promise<Pick<FetchedSource, 'blob' | 'disposition'>>,
  ): Promise<PageFound> {
    const stop = new AbortController();
    lookedFor.set(id, stop);
    try {
      const { blob, disposition } = await look(stop.signal);
      stop.signal.throwIfAborted();
      found.set(id, blob);
      return { kind: 'found', sizeBytes: blob.size, type: blob.type, disposition };
    } catch (thrown) {
      return failed(thrown);
    } finally {
      lookedFor.delete(id);
    }
  }

  return {
    fetch: (id, url, maxBytes) =>
      find(id, (signal) =>
        fetchSource({ url, credentials: 'same-origin', limits: sourceLimits(maxBytes), clock, signal }),
      ),

    list: pictures.list,
    thumbnails: (refs) => Promise.all(refs.map(pictures.thumbnail)),

    take: (id, ref, maxBytes) =>
      find(id, async (signal) => ({
        blob: await pictures.bytes(ref, sourceLimits(maxBytes), signal),
        disposition: null,
      })),

    decode: (id, url) =>
      find(id, async () => {
        const shown = findShown(url);
        if (shown === undefined) throw captureError('page-gone', '');
        const blob = await decodedPicture(shown, clock).catch((cause: unknown) => {
          throw captureError('elsewhere', '', {}, cause);
        });
        return { blob, disposition: null };
      }),

    larger(url) {
      const shown = findShown(url);
      const offered = shown instanceof HTMLImageElement ? offeredAddresses(shown) : undefined;
      return offered === undefined || offered.best === url ? null : offered.best;
    },

    place(url) {
      const shown = findShown(url);
      return (shown === undefined ? undefined : placeOf(shown)) ?? null;
    },

    label: (url) => labelOf(findShown(url)),

    selection: () => getSelection()?.toString() ?? '',

    async piece(id, from) {
      const piece = found.get(id)?.slice(from, from + PIECE_BYTES) ?? new Blob();
      return await toBase64(piece);
    },

    forget(id) {
      lookedFor.get(id)?.abort();
      found.delete(id);
    },

    isThere: () => true,
  };
}

function failed(thrown: unknown): PageFound {
  const { capture = 'unreachable', status } = thrown instanceof UploadError ? thrown.details : {};
  return { kind: 'failed', capture, ...(status !== undefined && { status }) };
}

async function toBase64(blob: Blob): Promise<string> {
  return (await toDataUrl(blob)).replace(/^[^,]*,?/, '');
}
