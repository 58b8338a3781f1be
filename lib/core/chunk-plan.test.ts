import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  beginChunks,
  type Chunk,
  MIN_CHUNK_BYTES,
  nextChunk,
  shrinkChunk,
  storeChunk,
} from './chunk-plan.ts';

const MIB = 1024 ** 2;

interface Run {
  readonly stored: readonly Chunk[];
  readonly tried: readonly Chunk[];
  /** Failures that were left to the part, each followed by another attempt. */
  readonly partFailures: number;
}

/** Sends a part; the n-th PUT fails when the link says so. */
function send(partSizeBytes: number, doesFail: (put: number, chunk: Chunk) => boolean): Run {
  const stored: Chunk[] = [];
  const tried: Chunk[] = [];
  let partFailures = 0;
  let progress = beginChunks(partSizeBytes);
  for (let chunk = nextChunk(progress); chunk !== undefined; chunk = nextChunk(progress)) {
    tried.push(chunk);
    if (doesFail(tried.length, chunk)) {
      const smaller = shrinkChunk(progress, chunk);
      if (smaller === undefined) partFailures += 1;
      else progress = smaller;
    } else {
      stored.push(chunk);
      progress = storeChunk(progress, chunk);
    }
  }
  return { stored, tried, partFailures };
}

test('on a good link a part is one chunk', () => {
  expect(send(8 * MIB, () => false).tried).toEqual([{ offsetBytes: 0, sizeBytes: 8 * MIB }]);
});

test('a link that carries 100 KiB at a time is found by halving, and each byte of the part sent once', () => {
  const { stored, tried, partFailures } = send(8 * MIB, (_put, { sizeBytes }) => sizeBytes > 100 * 1024);
  expect(new Set(stored.map(({ sizeBytes }) => sizeBytes))).toEqual(new Set([64 * 1024]));
  expect([stored.length, tried.length, partFailures]).toEqual([128, 135, 0]);
});

test('a store that takes nothing is asked once for each size, then it is the part that fails', () => {
  let progress = beginChunks(8 * MIB);
  const sizes: number[] = [];
  for (;;) {
    const chunk = nextChunk(progress) ?? expect.fail('nothing was stored');
    sizes.push(chunk.sizeBytes);
    const smaller = shrinkChunk(progress, chunk);
    if (smaller === undefined) break;
    progress = smaller;
  }
  expect(sizes.map((size) => size / 1024)).toEqual([8192, 4096, 2048, 1024, 512, 256, 128, 64, 32]);
});

test('chunks cover the part exactly, whatever fails, and none but its tail is under 32 KiB', () => {
  const partSize = fc.integer({ min: 1, max: 20 * MIB });
  const failures = fc.array(fc.boolean(), { maxLength: 300 });
  fc.assert(
    fc.property(partSize, failures, (sizeBytes, fails) => {
      const { stored, tried, partFailures } = send(sizeBytes, (put) => fails[put - 1] === true);
      let endBytes = 0;
      for (const chunk of stored) {
        expect(chunk.offsetBytes).toBe(endBytes);
        expect(chunk.sizeBytes).toBeGreaterThan(0);
        endBytes += chunk.sizeBytes;
      }
      expect(endBytes).toBe(sizeBytes);
      for (const chunk of tried) {
        const isTail = chunk.offsetBytes + chunk.sizeBytes === sizeBytes;
        expect(isTail || chunk.sizeBytes >= MIN_CHUNK_BYTES).toBe(true);
      }
      // What a failure costs is bounded: it halves, is paid for by a stored chunk, or is the part's.
      const halvings = Math.ceil(Math.log2(Math.max(1, sizeBytes / MIN_CHUNK_BYTES)));
      expect(tried.length - stored.length).toBeLessThanOrEqual(halvings + stored.length + partFailures);
    }),
  );
});
