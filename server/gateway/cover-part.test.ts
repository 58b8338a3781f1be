import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkKey, parseChunkKey } from './chunk-key.ts';
import { coverPart, type StoredChunk } from './cover-part.ts';

const chunk = (offsetBytes: number, sizeBytes: number, signedMs = 0): StoredChunk => ({
  offsetBytes,
  sizeBytes,
  signedMs,
  key: `${offsetBytes}-${sizeBytes}-${signedMs}`,
});

/** Which chunk each byte of the part comes from, by key. */
function sourcesOf(chunks: readonly StoredChunk[]): readonly string[] | string {
  const cover = coverPart(chunks);
  if (!cover.ok) return cover.reason;
  const sources = cover.segments.flatMap((segment) =>
    Array<string>(segment.endByte - segment.startByte).fill(segment.chunk.key),
  );
  expect(sources).toHaveLength(cover.sizeBytes);
  return sources;
}

test('the key of a chunk says where it belongs', () => {
  const name = { offsetBytes: 0, sizeBytes: 32_768, signedMs: 1_800_000_000_000 };
  const key = chunkKey('ID', 7, name);
  expect(key).toBe('.filestack/chunks/ID/7/0-32768-1800000000000');
  expect(parseChunkKey(key)).toEqual(name);
  expect(parseChunkKey('.filestack/chunks/ID/7/else')).toBeUndefined();
});

test('one chunk is the part', () => {
  expect(coverPart([chunk(0, 8)])).toMatchObject({ ok: true, sizeBytes: 8, segments: [{ endByte: 8 }] });
});

test.each([
  ['nothing', [], 'The part has no chunks'],
  ['no beginning', [chunk(1, 3)], 'bytes 0 to 1'],
  ['a hole', [chunk(0, 2), chunk(3, 1)], 'bytes 2 to 3'],
])('%s makes no part', (_name, chunks, reason) => {
  expect(sourcesOf(chunks)).toContain(reason);
});

test('chunks of attempts that were given up are left out where later ones lie, and serve where none do', () => {
  expect(sourcesOf([chunk(0, 4, 1), chunk(0, 2, 2), chunk(2, 2, 3)])).toEqual([
    ...Array(2).fill('0-2-2'),
    ...Array(2).fill('2-2-3'),
  ]);
  expect(sourcesOf([chunk(1, 1, 2), chunk(0, 3, 1)])).toEqual(['0-3-1', '1-1-2', '0-3-1']);
});

test('every byte comes from the chunk that was signed last for it, whatever the chunks', () => {
  const arbitraryChunk = fc.record({ offset: fc.nat(20), size: fc.integer({ min: 1, max: 12 }) });

  fc.assert(
    fc.property(fc.array(arbitraryChunk, { maxLength: 30 }), (drawn) => {
      const chunks = drawn.map(({ offset, size }, index) => chunk(offset, size, index));
      const painted: string[] = [];
      for (const { offsetBytes, sizeBytes, key } of chunks) {
        for (let n = offsetBytes; n < offsetBytes + sizeBytes; n += 1) painted[n] = key;
      }
      const isWhole = painted.length > 0 && Object.keys(painted).length === painted.length;
      const sources = sourcesOf([...chunks].reverse());
      if (isWhole) expect(sources).toEqual(painted);
      else expect(sources).toEqual(expect.stringMatching(/no chunks|Chunks missing/));
    }),
  );
});
