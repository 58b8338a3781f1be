import { BLOCK_BYTES, BYTES_AT, MOST_BYTES, md5Module, STATE_AT } from './md5-module.ts';

/** MD5 of bytes that come piece by piece, again and again with the same memory. */
export interface Md5 {
  begin(): void;
  update(bytes: Uint8Array): void;
  /** The 16 bytes of the digest. What comes next is `begin`. */
  digest(): Uint8Array;
}

/** The state of a digest of nothing, RFC 1321 §3.3. */
const BEGINNING = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476] as const;
const DIGEST_BYTES = 16;
const LENGTH_BYTES = 8;

let compiled: Promise<WebAssembly.Module> | undefined;

/** Once for all; what has failed, for want of memory, is tried again. */
function compile(): Promise<WebAssembly.Module> {
  compiled ??= WebAssembly.compile(md5Module()).catch((cause: unknown) => {
    compiled = undefined;
    throw cause;
  });
  return compiled;
}

/** @throws WebAssembly.CompileError where a page's policy forbids WebAssembly */
export async function createMd5(): Promise<Md5> {
  const { memory, hash } = exportsOf(await WebAssembly.instantiate(await compile()));
  const bytes = new Uint8Array(memory.buffer, BYTES_AT, MOST_BYTES);
  const view = new DataView(memory.buffer);
  /** Of all that was given. */
  let sizeBytes = 0;
  /** Bytes in the memory that are less than a block. */
  let left = 0;

  function hashBlocks(count: number): void {
    if (count > 0) Reflect.apply(hash, undefined, [BYTES_AT, BYTES_AT + count * BLOCK_BYTES]);
  }

  function begin(): void {
    sizeBytes = 0;
    left = 0;
    BEGINNING.forEach((word, index) => {
      view.setUint32(STATE_AT + 4 * index, word, true);
    });
  }

  function update(given: Uint8Array): void {
    sizeBytes += given.byteLength;
    for (let from = 0; from < given.byteLength; ) {
      const piece = given.subarray(from, from + MOST_BYTES - left);
      bytes.set(piece, left);
      from += piece.byteLength;
      const filled = left + piece.byteLength;
      const blocks = Math.floor(filled / BLOCK_BYTES);
      hashBlocks(blocks);
      bytes.copyWithin(0, blocks * BLOCK_BYTES, filled);
      left = filled % BLOCK_BYTES;
    }
  }

  function digest(): Uint8Array {
    const blocks = Math.ceil((left + 1 + LENGTH_BYTES) / BLOCK_BYTES);
    const end = blocks * BLOCK_BYTES;
    bytes.fill(0, left, end);
    bytes[left] = 0x80;
    view.setBigUint64(BYTES_AT + end - LENGTH_BYTES, BigInt(sizeBytes) * 8n, true);
    hashBlocks(blocks);
    return new Uint8Array(memory.buffer.slice(STATE_AT, STATE_AT + DIGEST_BYTES));
  }

  begin();
  return { begin, update, digest };
}

function exportsOf({ exports: { memory, hash } }: WebAssembly.Instance) {
  if (memory instanceof WebAssembly.Memory && typeof hash === 'function') return { memory, hash };
  throw new TypeError('another module than that of md5-module.ts');
}
