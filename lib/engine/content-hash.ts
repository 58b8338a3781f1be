import { createSHA256 } from 'hash-wasm';
import type { Clock } from './ports.ts';
import { readSource } from './read-source.ts';

const READ_BYTES = 4 * 1024 ** 2;
/** 128 bits: as many files as there ever are don't share them. */
const HASH_DIGITS = 32;

/**
 * The start of a blob's SHA-256, in hex. Reads all of it, which takes some seconds for each GB: 90 MB a second were measured
 * on two busy cores.
 * Rejects with an `UploadError` of the step `read`, and when it is no longer wanted.
 */
export async function contentHash(blob: Blob, clock: Clock, signal: AbortSignal): Promise<string> {
  const hasher = (await createSHA256()).init();
  for (let startByte = 0; startByte < blob.size; startByte += READ_BYTES) {
    signal.throwIfAborted();
    hasher.update(new Uint8Array(await readSource(blob.slice(startByte, startByte + READ_BYTES), clock)));
  }
  return hasher.digest('hex').slice(0, HASH_DIGITS);
}
