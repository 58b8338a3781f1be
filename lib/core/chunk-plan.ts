/** Filestack's smallest chunk of intelligent ingestion (filestack-js: `MIN_CHUNK_SIZE`). */
export const MIN_CHUNK_BYTES = 32 * 1024;

/** A range of a part; the offset is in the part. */
export interface Chunk {
  readonly offsetBytes: number;
  readonly sizeBytes: number;
}

/** How far a part has come in chunks, which are sent one after the other. */
export interface ChunkProgress {
  readonly partSizeBytes: number;
  /** From the beginning of the part. */
  readonly storedBytes: number;
  /** What the next chunk may be, at most. */
  readonly chunkBytes: number;
  readonly hasStoredSinceFailure: boolean;
}

/** Begins with the whole part: on a good link nothing is cut. */
export function beginChunks(partSizeBytes: number): ChunkProgress {
  return { partSizeBytes, storedBytes: 0, chunkBytes: partSizeBytes, hasStoredSinceFailure: false };
}

/**
 * Whether a body may go at once under a bandwidth limit: of those that take up to 1.1 seconds at it, ten seconds hold no
 * more than a tenth too many.
 * @param bytesPerSecond undefined for no limit
 */
export function isEven(sizeBytes: number, bytesPerSecond: number | undefined): boolean {
  return bytesPerSecond === undefined || sizeBytes <= bytesPerSecond * 1.1;
}

/**
 * The most that a chunk may be under a bandwidth limit: what it lets through in a second, since a body on its way can't be
 * slowed down. Undefined without a limit.
 */
export function mostChunkBytes(bytesPerSecond: number | undefined): number | undefined {
  return bytesPerSecond === undefined ? undefined : Math.max(MIN_CHUNK_BYTES, Math.floor(bytesPerSecond));
}

/** The chunk to be sent next, of so many bytes at most; undefined when the part is whole. */
export function nextChunk(
  { partSizeBytes, storedBytes, chunkBytes }: ChunkProgress,
  mostBytes = partSizeBytes,
): Chunk | undefined {
  const sizeBytes = Math.min(chunkBytes, mostBytes, partSizeBytes - storedBytes);
  return sizeBytes === 0 ? undefined : { offsetBytes: storedBytes, sizeBytes };
}

export function storeChunk(progress: ChunkProgress, { sizeBytes }: Chunk): ChunkProgress {
  return { ...progress, storedBytes: progress.storedBytes + sizeBytes, hasStoredSinceFailure: true };
}

/**
 * After a chunk did not get through: half of it is tried, down to the smallest. That one is tried again for as long as
 * chunks get through between its failures.
 * @returns undefined when the failure is the part's
 */
export function shrinkChunk(progress: ChunkProgress, failed: Chunk): ChunkProgress | undefined {
  const { hasStoredSinceFailure } = progress;
  if (failed.sizeBytes <= MIN_CHUNK_BYTES && !hasStoredSinceFailure) return undefined;
  const half = Math.ceil(failed.sizeBytes / 2);
  return { ...progress, chunkBytes: Math.max(MIN_CHUNK_BYTES, half), hasStoredSinceFailure: false };
}
