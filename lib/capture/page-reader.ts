import { sourceLimits } from '../core/source-limits.ts';
import { UploadError } from '../core/upload-error.ts';
import type { Clock } from '../engine/ports.ts';
import { fetchSource } from './fetch-source.ts';
import { type PageFound, type PageReader, PIECE_BYTES } from './page-messages.ts';
import { decodedPicture, findShown, labelOf, placeOf } from './shown-picture.ts';

/**
 * Reads pictures in the page, with the rights of the page. What is found stays here until all of it was taken or it is
 * not wanted any more.
 */
export function createPageReader(clock: Pick<Clock, 'schedule'>): PageReader {
  const found = new Map<number, Blob>();
  let lastId = 0;

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
        const { capture = 'unreachable', status } = thrown instanceof UploadError ? thrown.details : {};
        return { kind: 'failed', capture, ...(status !== undefined && { status }) };
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

function toBase64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,?/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
