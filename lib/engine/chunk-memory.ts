import type { ChunkProgress } from '../core/chunk-plan.ts';

/**
 * What is stored of parts that are under way in chunks, over the attempts of one job. It lives as long as the process:
 * after a restart a part is sent anew from its beginning, and what is left of its chunks is the provider's to clear
 * away. Chunks of one upload id are nothing to another.
 */
export interface ChunkMemory {
  recall(uploadId: string, partNumber: number): ChunkProgress | undefined;
  keep(uploadId: string, partNumber: number, progress: ChunkProgress): void;
  forget(partNumber: number): void;
}

export function createChunkMemory(): ChunkMemory {
  const kept = new Map<number, { readonly uploadId: string; readonly progress: ChunkProgress }>();
  return {
    recall(uploadId, partNumber) {
      const found = kept.get(partNumber);
      return found?.uploadId === uploadId ? found.progress : undefined;
    },
    keep: (uploadId, partNumber, progress) => void kept.set(partNumber, { uploadId, progress }),
    forget: (partNumber) => void kept.delete(partNumber),
  };
}
