import { beginChunks, isEven, shrinkChunk } from '../core/chunk-plan.ts';
import type { StoredPart, UploadSession } from '../core/job.ts';
import type { IntelligentMode } from '../core/upload-options.ts';
import { type ChunkAttempt, isLinkFailure, uploadChunks } from './upload-chunks.ts';
import { uploadPart } from './upload-part.ts';

/** Makes one attempt at one part. Rejects with an `UploadError`. */
export type PartSender = (attempt: ChunkAttempt) => Promise<StoredPart>;

/**
 * How the parts of an upload are sent, where the server takes chunks: as the options wish, and in chunks where a whole part
 * would be too much at once for a bandwidth limit.
 */
export function partSenderFor({ isIntelligent }: UploadSession, wish: IntelligentMode): PartSender {
  if (isIntelligent !== true) return uploadPart;
  if (wish === true) return uploadChunks;
  const sendWhole = wish === 'fallback' ? uploadWithFallback : uploadPart;
  return async (attempt) => {
    const { session, range, memory, gate } = attempt;
    const hasBegun = memory.recall(session.uploadId, range.partNumber) !== undefined;
    const isCut = hasBegun || !isEven(range.sizeBytes, gate.limit());
    return await (isCut ? uploadChunks : sendWhole)(attempt);
  };
}

/** In one PUT, until the link breaks it: from then on that part goes in chunks, beginning with half of it. */
async function uploadWithFallback(attempt: ChunkAttempt): Promise<StoredPart> {
  const { session, range, memory } = attempt;
  const { partNumber, sizeBytes } = range;
  try {
    return await uploadPart(attempt);
  } catch (thrown) {
    const half = isLinkFailure(thrown)
      ? shrinkChunk(beginChunks(sizeBytes), { offsetBytes: 0, sizeBytes })
      : undefined;
    if (half === undefined) throw thrown;
    memory.keep(session.uploadId, partNumber, half);
    return await uploadChunks(attempt);
  }
}
