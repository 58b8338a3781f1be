import { createMD5, type IHasher } from 'hash-wasm';
import type { PartDigest } from './ports.ts';

const READ_BYTES = 1024 ** 2;

const idleHashers: IHasher[] = [];

/**
 * Reads a range of a blob once and hashes it, with one reused buffer instead of one as large as the part.
 * @throws whatever reading the blob throws, such as `NotReadableError`
 */
export async function digestPart(range: Blob): Promise<PartDigest> {
  const hasher = (idleHashers.pop() ?? (await createMD5())).init();
  try {
    const reader = range.stream().getReader({ mode: 'byob' });
    let buffer = new ArrayBuffer(READ_BYTES);
    let readBytes = 0;
    for (;;) {
      const { done, value } = await reader.read(new Uint8Array(buffer));
      if (done) break;
      hasher.update(value);
      readBytes += value.byteLength;
      buffer = value.buffer;
    }
    if (readBytes !== range.size) throw new Error(`read ${readBytes} of ${range.size} bytes`);
    return digestOf(hasher);
  } finally {
    idleHashers.push(hasher);
  }
}

/** Hashes bytes that are in memory already. */
export async function digestBytes(bytes: ArrayBuffer): Promise<PartDigest> {
  const hasher = (idleHashers.pop() ?? (await createMD5())).init();
  hasher.update(new Uint8Array(bytes));
  const digest = digestOf(hasher);
  idleHashers.push(hasher);
  return digest;
}

function digestOf(hasher: IHasher): PartDigest {
  const digest = hasher.digest('binary');
  return { base64: btoa(String.fromCharCode(...digest)), hex: toHex(digest) };
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
