import { UploadError } from '../core/upload-error.ts';
import type { SignedPut } from './ports.ts';

/** Where the parts of one upload were told to go. */
export interface SignedPlaces {
  /**
   * Notes where a part is to go.
   * @throws UploadError `protocol` when another part was sent to the very same place, where one would replace the other
   */
  claim(put: SignedPut, partNumber: number): void;
  /** The upload is begun anew. */
  clear(): void;
}

export function createSignedPlaces(): SignedPlaces {
  const parts = new Map<string, number>();
  return {
    claim(put, partNumber) {
      const place = placeOf(put);
      const earlier = parts.get(place) ?? partNumber;
      if (earlier !== partNumber) {
        throw new UploadError('protocol', `part ${partNumber} is to go where part ${earlier} went`, {
          step: 'upload',
        });
      }
      parts.set(place, partNumber);
    },
    clear: () => parts.clear(),
  };
}

/**
 * What tells a store one part from another. To S3 it is the number in the query, whatever the signature; its own
 * counting is not compared with ours. Another store may have it anywhere else in the address, or in a header beside an
 * address that is the same for all; the digest in `Content-MD5` is the same for parts with the same bytes and no place.
 */
function placeOf({ url, headers }: SignedPut): string {
  const { origin, pathname, searchParams } = new URL(url);
  const number = searchParams.get('partNumber');
  const uploadId = searchParams.get('uploadId');
  if (number !== null && uploadId !== null) return JSON.stringify([origin, pathname, uploadId, number]);
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-md5');
  return JSON.stringify([url, others.sort()]);
}
