import { CHUNK_PREFIX, parseChunkKey, partChunkPrefix, uploadChunkPrefix } from './chunk-key.ts';
import type { StoredChunk } from './cover-part.ts';
import { GatewayError } from './gateway-error.ts';
import { deleteObjects, listObjects } from './s3/objects.ts';
import type { S3Client } from './s3/s3-client.ts';

/** A part of 8 MiB has 256 of 32 KiB, and as many again for each restart of its sender. */
const MAX_CHUNKS = 10_000;

/** The chunks of a part that have arrived. One whose body was not as long as it was signed for does not count. */
export async function listChunks(s3: S3Client, id: string, partNumber: number): Promise<StoredChunk[]> {
  const chunks: StoredChunk[] = [];
  for await (const { key, sizeBytes } of listObjects(s3, partChunkPrefix(id, partNumber))) {
    const name = parseChunkKey(key);
    if (name && name.sizeBytes === sizeBytes) chunks.push({ key, ...name });
    if (chunks.length > MAX_CHUNKS) throw new GatewayError(400, 'The part has too many chunks');
  }
  return chunks;
}

async function deleteListed(s3: S3Client, prefix: string, beforeMs: number): Promise<number> {
  const keys: string[] = [];
  for await (const { key, lastModifiedMs } of listObjects(s3, prefix)) {
    if (lastModifiedMs <= beforeMs) keys.push(key);
  }
  await deleteObjects(s3, keys);
  return keys.length;
}

/** Deletes what is left of an upload's chunks once its file is stored. */
export async function deleteChunks(s3: S3Client, id: string): Promise<void> {
  await deleteListed(s3, uploadChunkPrefix(id), Number.POSITIVE_INFINITY);
}

/**
 * Deletes every chunk that is older than `beforeMs`, and says how many. Its upload is older still: abandoned, or stored
 * before the chunk arrived.
 */
export const sweepChunks = (s3: S3Client, beforeMs: number): Promise<number> =>
  deleteListed(s3, CHUNK_PREFIX, beforeMs);
