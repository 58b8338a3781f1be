import { RECORD_PREFIX } from './object-key.ts';

/** A piece of a part on its way in, and when its PUT was signed. */
export interface ChunkName {
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  readonly signedMs: number;
}

/** All chunk objects of all uploads. */
export const CHUNK_PREFIX = `${RECORD_PREFIX}chunks/`;

export const uploadChunkPrefix = (id: string): string => `${CHUNK_PREFIX}${id}/`;

export const partChunkPrefix = (id: string, partNumber: number): string =>
  `${uploadChunkPrefix(id)}${partNumber}/`;

/** The temporary object that a chunk's PUT makes. */
export const chunkKey = (id: string, partNumber: number, chunk: ChunkName): string =>
  `${partChunkPrefix(id, partNumber)}${chunk.offsetBytes}-${chunk.sizeBytes}-${chunk.signedMs}`;

/** What the key of a chunk object says; undefined for a key of another shape. */
export function parseChunkKey(key: string): ChunkName | undefined {
  const match = /\/(\d{1,16})-(\d{1,16})-(\d{1,16})$/.exec(key);
  if (!match) return undefined;
  const [, offset, size, signed] = match;
  return { offsetBytes: Number(offset), sizeBytes: Number(size), signedMs: Number(signed) };
}
