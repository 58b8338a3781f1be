import { sourceLimits } from '../core/source-limits.ts';
import { UploadError } from '../core/upload-error.ts';
import type { Clock } from '../engine/ports.ts';
import { toDataUrl } from './draw-small.ts';
import { fetchSource } from './fetch-source.ts';
import { offeredAddresses } from './offered-addresses.ts';
import { createPageList } from './page-list.ts';
import { type PageFound, type PageReader, PIECE_BYTES } from './page-messages.ts';
import { decodedPicture, findShown, labelOf, placeOf } from './shown-picture.ts';

/**
 * Reads pictures in the page, with the rights of the page. What is found stays here until all of it was taken or it is
 * not wanted any more.
 */
export function createPageReader(clock: Pick<Clock, 'schedule'>): PageReader {
  const found = new Map<number, Blob>();
  let lastId = 0;
  const pictures = createPageList(clock);

  function keep(blob: Blob, disposition: string | null): PageFound {
    lastId += 1;
    found.set(lastId, blob);
    return { kind: 'found', id: lastId, sizeBytes: blob.size, type: blob.type, disposition };
  }

  return {
    async fetch(url, maxBytes) {
      try {
        const { blob, disposition } = await fetchSource({
          url,
          credentials: 'same-origin',
          limits: sourceLimits(maxBytes),
          clock,
          signal: new AbortController().signal,
        });
        return keep(blob, disposition);
      } catch (thrown) {
        return failed(thrown);
      }
    },

    list: pictures.list,
    thumbnails: (refs) => Promise.all(refs.map(pictures.thumbnail)),

    async take(ref) {
      try {
        return keep(await pictures.bytes(ref), null);
      } catch (thrown) {
        return failed(thrown);
      }
    },

    async decode(url) {
      const shown = findShown(url);
      if (shown === undefined) return { kind: 'failed', capture: 'page-gone' };
      try {
        return keep(await decodedPicture(shown, clock), null);
      } catch {
        return { kind: 'failed', capture: 'elsewhere' };
      }
    },

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
      found.delete(id);
    },
  };
}

function failed(thrown: unknown): PageFound {
  const { capture = 'unreachable', status } = thrown instanceof UploadError ? thrown.details : {};
  return { kind: 'failed', capture, ...(status !== undefined && { status }) };
}

async function toBase64(blob: Blob): Promise<string> {
  return (await toDataUrl(blob)).replace(/^[^,]*,?/, '');
}
