import { MIN_PART_SIZE_BYTES } from '../../lib/core/part-plan.ts';
import type { PartBody, PartReaders } from '../../lib/engine/ports.ts';
import type { BodyToken } from './simulated-server.ts';

/** A blob of a file of so many parts, the last of them one byte. It only says that it is so long: its bytes are never
 * looked at. */
const blobs = new Map<number, Blob>();
export function blobOf(partCount: number): Blob {
  const sizeBytes = (partCount - 1) * MIN_PART_SIZE_BYTES + 1;
  const blob = blobs.get(partCount) ?? Object.defineProperty(new Blob([]), 'size', { value: sizeBytes });
  blobs.set(partCount, blob);
  return blob;
}

/** A file that says that it is as long as a blob. */
export function fileOf({ size }: Blob, name: string): File {
  return Object.defineProperty(new File([], name), 'size', { value: size });
}

/** Reads ranges as tokens that name their place. */
export function createTokenReaders(): {
  readonly readers: PartReaders;
  readonly tokenOf: (body: PartBody) => BodyToken;
} {
  const tokens = new WeakMap<PartBody, BodyToken>();
  const readers: PartReaders = {
    staged: () => ({
      read: async ({ startByte, sizeBytes }) => {
        const body = new Blob([]);
        tokens.set(body, { startByte, sizeBytes });
        const name = `${startByte}-${sizeBytes}`;
        return { body, digest: { base64: `md5-${name}`, hex: `hex-${name}` } };
      },
    }),
    live: (blob, mode) => readers.staged(blob, mode),
    check: async () => undefined,
  };
  return {
    readers,
    tokenOf(body) {
      const token = tokens.get(body);
      if (token === undefined) throw new Error('a body that nobody has read');
      return token;
    },
  };
}
