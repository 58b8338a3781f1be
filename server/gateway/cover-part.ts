import type { ChunkName } from './chunk-key.ts';

/** A chunk object in the bucket. */
export interface StoredChunk extends ChunkName {
  readonly key: string;
}

/** Bytes `[startByte, endByte)` of a part, to be read from `chunk`. */
export interface Segment {
  readonly chunk: StoredChunk;
  readonly startByte: number;
  readonly endByte: number;
}

export type Cover =
  | { readonly ok: true; readonly segments: readonly Segment[]; readonly sizeBytes: number }
  | { readonly ok: false; readonly reason: string };

interface Gap {
  readonly startByte: number;
  readonly endByte: number;
}

const endOf = (chunk: ChunkName): number => chunk.offsetBytes + chunk.sizeBytes;

const touches = (chunk: ChunkName, gap: Gap): boolean =>
  chunk.offsetBytes < gap.endByte && endOf(chunk) > gap.startByte;

/** What a chunk fills of a gap. */
const filled = (chunk: StoredChunk, gap: Gap): Segment => ({
  chunk,
  startByte: Math.max(gap.startByte, chunk.offsetBytes),
  endByte: Math.min(gap.endByte, endOf(chunk)),
});

/** What a chunk leaves open of a gap that it touches: nothing, a side or both. */
const leftOpen = (chunk: ChunkName, gap: Gap): readonly Gap[] =>
  [
    { startByte: gap.startByte, endByte: chunk.offsetBytes },
    { startByte: endOf(chunk), endByte: gap.endByte },
  ].filter(({ startByte, endByte }) => startByte < endByte);

/**
 * Lays the chunks of a part over its bytes from 0 to the end of the furthest, each byte once. Of chunks that overlap the
 * one that was signed last wins: an earlier one is an attempt that the client gave up. Neither a commit nor anything
 * else says how long a part is; a tail that is missing is noticed by complete, when the sizes do not add up.
 */
export function coverPart(chunks: readonly StoredChunk[]): Cover {
  const sizeBytes = chunks.reduce((end, chunk) => Math.max(end, endOf(chunk)), 0);
  if (sizeBytes === 0) return { ok: false, reason: 'The part has no chunks' };
  const segments: Segment[] = [];
  let gaps: readonly Gap[] = [{ startByte: 0, endByte: sizeBytes }];
  for (const chunk of [...chunks].sort((a, b) => b.signedMs - a.signedMs)) {
    const touched = gaps.filter((gap) => touches(chunk, gap));
    if (touched.length === 0) continue;
    segments.push(...touched.map((gap) => filled(chunk, gap)));
    gaps = gaps.flatMap((gap) => (touches(chunk, gap) ? leftOpen(chunk, gap) : [gap]));
    if (gaps.length === 0) break;
  }
  const [gap] = gaps;
  if (gap)
    return { ok: false, reason: `Chunks missing: bytes ${gap.startByte} to ${gap.endByte} of the part` };
  return { ok: true, segments: segments.sort((a, b) => a.startByte - b.startByte), sizeBytes };
}
